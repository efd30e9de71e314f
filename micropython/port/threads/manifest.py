# SPDX-License-Identifier: MIT
# Python modules frozen into every program that has threads.
for name in ("threading.py", "_barrier.py", "_local.py", "queue.py"):
    module(name, base_path="../../modules", opt=3)
package("concurrent", base_path="../../modules", opt=3)
package("asyncio", base_path="../../modules", opt=3)
package("asyncio", ("event.py", "funcs.py", "lock.py", "stream.py"), base_path="$(MPY_DIR)/extmod", opt=3)
module("uasyncio.py", base_path="$(MPY_DIR)/extmod/asyncio", opt=3)
