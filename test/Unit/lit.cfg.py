"""lit's view of the unit tests: GoogleTest programs, each test of them reported by itself."""

import lit.formats

config.name = "Switchback-Unit"
config.suffixes = []
config.test_source_root = config.test_exec_root = config.unit_obj_root
config.test_format = lit.formats.GoogleTest(".", "Tests")
