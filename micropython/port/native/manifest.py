# SPDX-License-Identifier: MIT
# Python modules frozen into the program.
module("unittest.py", base_path="$(PORT_DIR)/../modules", opt=3)
