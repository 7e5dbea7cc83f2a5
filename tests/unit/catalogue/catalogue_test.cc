// The format of the catalogue text, on small texts.
#include "catalogue/catalogue.h"

#include <string>

#include "catch_compat.h"

namespace cordon {
namespace {

const std::string kSmall =
    "cordon-catalogue\t1\n"
    "# a comment\n"
    "\n"
    "E\tInterface\tGateway\n"
    "S\n"
    "Groups\t\tls>A::B::Group\n"
    "Subnets\tq\tls>A::B::Subnet|A::B::Vpc\n"
    "S\n"
    "Again\t\to1\n"
    "Inner\t\to0\n"
    "S\n"
    "Free\t\ta\n"
    "T\tA::B::Group\tTags\tsg-,grp-\n"
    "Name\tr\ts/^[a-z]+$\n"
    "Size\td\ti\n"
    "T\tA::B::Subnet\n"
    "T\tA::B::Thing\t\t\tretired\n"
    "Deep\t\tmlo1\n"
    "Kind\tqx\ts:0\n"
    "Loose\t\to\n"
    "Mixed\t\to2\n"
    "Rate\t\tn\n"
    "Ready\t\tb\n"
    "G\tpair\tA::B::Group\tA::B::Subnet\n";

std::string error_of(const std::string& text) {
  auto loaded = Catalogue::load(text);
  return loaded.ok() ? "" : std::string(loaded.error().code) + " " + loaded.error().message;
}

TEST_CASE("properties_have_their_types_and_flags") {
  const auto loaded = Catalogue::load(kSmall);
  REQUIRE(loaded.ok());
  const ResourceType* thing = loaded->find("A::B::Thing");
  REQUIRE(thing != nullptr);
  CHECK(thing->retired);
  CHECK(thing->tags_property.empty());
  const Property* kind = thing->body.find("Kind");
  REQUIRE(kind != nullptr);
  CHECK(kind->required);
  CHECK(kind->extra);
  CHECK_FALSE(kind->read_only);
  REQUIRE(kind->type->enums.size() == 2);
  CHECK(kind->type->enums[1] == "Gateway");
  CHECK(thing->body.find("Rate")->type->kind == PropertyType::Kind::kNumber);
  CHECK(thing->body.find("Ready")->type->kind == PropertyType::Kind::kBool);
  CHECK(thing->body.find("Loose")->type->object == nullptr);
  CHECK(thing->body.find("Absent") == nullptr);
  CHECK(loaded->find("A::B::Thin") == nullptr);
}

TEST_CASE("patterns_prefixes_and_tags_are_read") {
  const auto loaded = Catalogue::load(kSmall);
  REQUIRE(loaded.ok());
  const ResourceType* group = loaded->find("A::B::Group");
  REQUIRE(group != nullptr);
  CHECK(group->tags_property == "Tags");
  REQUIRE(group->id_prefixes.size() == 2);
  CHECK(group->id_prefixes[1] == "grp-");
  CHECK(group->body.find("Name")->type->pattern == "^[a-z]+$");
  CHECK(group->body.find("Name")->read_only);
  CHECK(group->body.find("Size")->deprecated);
  CHECK(loaded->find("A::B::Subnet")->body.properties.empty());
}

TEST_CASE("nested_shapes_may_be_cyclic_and_say_what_they_name") {
  const auto loaded = Catalogue::load(kSmall);
  REQUIRE(loaded.ok());
  const PropertyType* deep = loaded->find("A::B::Thing")->body.find("Deep")->type;
  REQUIRE(deep->kind == PropertyType::Kind::kMap);
  const ObjectType* outer = deep->element->element->object;
  REQUIRE(outer != nullptr);
  CHECK(outer->find("Again")->type->object == outer);
  CHECK(loaded->may_refer(deep, "A::B::Subnet"));
  CHECK(loaded->may_refer(deep, "A::B::Vpc"));
  CHECK_FALSE(loaded->may_refer(deep, "A::B::Thing"));
  const PropertyType* groups = outer->find("Inner")->type->object->find("Groups")->type;
  CHECK(loaded->may_refer(groups, "A::B::Group"));
  CHECK_FALSE(loaded->may_refer(groups, "A::B::Subnet"));
}

TEST_CASE("free_form_may_name_anything") {
  const auto loaded = Catalogue::load(kSmall);
  REQUIRE(loaded.ok());
  const ObjectType& body = loaded->find("A::B::Thing")->body;
  CHECK(loaded->may_refer(nullptr, "A::B::Thing"));
  CHECK(loaded->may_refer(body.find("Loose")->type, "A::B::Thing"));
  CHECK(loaded->may_refer(body.find("Mixed")->type, "A::B::Thing"));
  CHECK_FALSE(loaded->may_refer(body.find("Rate")->type, "A::B::Thing"));
}

TEST_CASE("groups_are_known_by_name") {
  const auto loaded = Catalogue::load(kSmall);
  REQUIRE(loaded.ok());
  REQUIRE(loaded->group("pair").size() == 2);
  CHECK(loaded->group("pair")[0] == "A::B::Group");
  CHECK(loaded->group("none").empty());
  REQUIRE(loaded->groups().size() == 1);
}

TEST_CASE("a_damaged_text_is_refused_with_its_line") {
  const std::string head = "cordon-catalogue\t1\n";
  CHECK(error_of("") ==
        "I0101 the property catalogue is damaged: expected `cordon-catalogue` with version 1 in "
        "line 1");
  CHECK(error_of("cordon-catalogue\t2\n").starts_with("I0101"));
  for (const std::string bad :
       {"T\tA::B::C\nName\t\tz\n", "T\tA::B::C\nName\t\ts:0\n", "T\tA::B::C\nName\t\to0\n",
        "T\tA::B::C\nName\t\tl\n", "T\tA::B::C\nName\tw\ts\n", "T\tA::B::C\nName\n",
        "T\tA::B::C\nName\t\tsx\n", "T\tA::B::C\nName\t\tbb\n", "T\tA::B::C\nName\t\to1x\n",
        "G\tempty\n", "X\tA\n", "T\tA::B::C\nName\t\tllllllllllllllllllls\n"}) {
    INFO(bad);
    CHECK(error_of(head + bad).find("does not fit the format") != std::string::npos);
  }
  CHECK(error_of(head + "T\tB::B::B\nT\tA::A::A\n").find("line 3") != std::string::npos);
  CHECK(error_of(head + "T\tA::B::C\nB\t\ts\nA\t\ts\n").find("line 3") != std::string::npos);
  CHECK(error_of(head + "T\tA::B::C\nNb\t\ts\nNa\t\ts\n").find("out of order") !=
        std::string::npos);
  CHECK(error_of(head + "Name\t\ts\n").find("out of order") != std::string::npos);
}

}  // namespace
}  // namespace cordon
