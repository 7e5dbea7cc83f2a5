# Writes OUTPUT, a C++ file that defines cordon::mapping_text over the bytes of the files FILES
# (separated by "|"). Run as a script at build time.
string(REPLACE "|" ";" files "${FILES}")
set(arrays "")
set(cases "")
foreach(file IN LISTS files)
  get_filename_component(name "${file}" NAME_WE)
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "const unsigned char k_${name}[] = {${bytes}0};\n")
  string(APPEND cases "  if (name == \"${name}\") return view(k_${name}, sizeof(k_${name}) - 1);\n")
endforeach()
file(WRITE "${OUTPUT}" "#include \"inventory/adapter.h\"

namespace cordon {
namespace {

std::string_view view(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

${arrays}
}  // namespace

std::string_view mapping_text(std::string_view name) {
${cases}  return {};
}

}  // namespace cordon
")
