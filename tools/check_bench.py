# SPDX-License-Identifier: MIT
"""No kernel operation takes more than 2% more instructions than bench/baseline.json says."""

import os
import sys

os.execv(sys.executable, [sys.executable, "bench/board.py", "--check"])
