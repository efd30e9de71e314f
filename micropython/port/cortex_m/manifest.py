# SPDX-License-Identifier: MIT
# Python modules frozen into the firmware.
include("$(MPY_DIR)/extmod/asyncio")
module("unittest.py", base_path="$(PORT_DIR)/../modules", opt=3)
