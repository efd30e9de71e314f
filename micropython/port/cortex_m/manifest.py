# SPDX-License-Identifier: MIT
# Python modules frozen into the firmware.
freeze("$(PORT_DIR)/cortex_m", "_boot.py", opt=3)
module("unittest.py", base_path="$(PORT_DIR)/../modules", opt=3)
