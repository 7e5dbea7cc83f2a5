"""Black-box tests of the command line: run_cli_tests.py PROGRAM SCHEMA [unittest options]."""
import sys
import unittest

import program
from bundle_cases import *
from bundled_cases import *
from check_cases import *
from code_cases import *
from command_cases import *
from fault_cases import *
from hostile_cases import *
from lint_cases import *
from output_cases import *
from trace_cases import *
from usage_cases import *

if __name__ == "__main__":
    program.use(sys.argv[1], sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
