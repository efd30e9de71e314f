# SPDX-License-Identifier: MIT
# Python modules frozen into every program that has threads.
for name in ("threading.py", "_barrier.py", "_local.py", "queue.py"):
    module(name, base_path="../../modules", opt=3)
package("concurrent", base_path="../../modules", opt=3)
