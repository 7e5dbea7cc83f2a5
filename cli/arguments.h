#ifndef CORDON_CLI_ARGUMENTS_H_
#define CORDON_CLI_ARGUMENTS_H_

#include <string>
#include <vector>

namespace cordon::cli {

/// What stands on the command line, as text. What the texts mean is decided in settings.h.
struct Arguments {
  std::vector<std::string> paths;
  std::vector<std::string> rules;
  std::vector<std::string> sources;
  std::vector<std::string> enable;
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::vector<std::string> parameters;  ///< NAME=JSON
  std::vector<std::string> parameter_files;
  std::vector<std::string> formats;  ///< FORMAT or FORMAT=FILE
  std::string profile = "prod";
  std::string as_of;
  std::string type;
  std::string resource;  ///< trace: the address
  std::string references = "mentioned";
  std::string fail_on = "low";
  std::string undetermined;
  std::string expect_min_rules;
  std::string expect_min_resources;
  std::string output;
  std::string color = "auto";
  bool allow_empty = false;
  bool strict = false;
  bool redact = false;
  bool quiet = false;
  bool mutate = false;
  bool with_properties = false;
  bool check = false;
  bool diff = false;
};

}  // namespace cordon::cli

#endif  // CORDON_CLI_ARGUMENTS_H_
