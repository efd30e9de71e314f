# SPDX-License-Identifier: MIT
"""tools/setup with a pretended system: which apt-get commands run, and what is said when none may."""

import os
import unittest

from support import TOOLS, Case, read, run, write

DPKG_QUERY = """#!/bin/bash
for last; do :; done
if grep -qx "$last" "$STATE/installed"; then echo -n installed; else exit 1; fi
"""
APT_GET = """#!/bin/bash
echo "$*" >> "$STATE/log"
case "$*" in
*install*)
	[ ! -e "$STATE/broken" ] || exit 100
	for word; do echo "$word" >> "$STATE/installed"; done ;;
esac
"""
APT_CACHE = """#!/bin/bash
[ -e "$STATE/lists" ]
"""
SUDO = """#!/bin/bash
[ -e "$STATE/sudo" ] || exit 1
[ "$1" != -n ] || shift
"$@"
"""


class Setup(Case):
    def setUp(self):
        super().setUp()
        for name, text in (("dpkg-query", DPKG_QUERY), ("apt-get", APT_GET), ("apt-cache", APT_CACHE),
                           ("sudo", SUDO), ("id", '#!/bin/bash\ncat "$STATE/uid"\n')):
            write(self.path("bin", name), text)
            os.chmod(self.path("bin", name), 0o755)
        write(self.path("tools/setup"), read(os.path.join(TOOLS, "setup")))
        write(self.path("tools/packages.txt"), "# remark\nbuild: gcc make\ntest: qemu\n")
        self.state(uid="0\n", installed="make\n", lists="", log="")

    def state(self, **files):
        for name, text in files.items():
            write(self.path(name), text)

    def setup(self, *groups):
        environment = {"SETUP": "1", "STATE": self.dir, "PATH": f"{self.path('bin')}:/usr/bin:/bin"}
        return run(["bash", self.path("tools/setup"), *groups], self.dir, environment)

    def log(self):
        return read(self.path("log"))

    def test_only_missing_packages_of_the_group_are_installed(self):
        self.assert_passes(self.setup("build"))
        self.assertIn("install --no-install-recommends gcc\n", self.log())
        self.assertNotIn("qemu", self.log())
        self.assertNotIn("update", self.log())

    def test_lists_are_updated_when_a_package_is_not_known(self):
        os.unlink(self.path("lists"))
        self.assert_passes(self.setup("build"))
        self.assertRegex(self.log(), r"update\n.*install .*gcc")

    def test_nothing_missing_runs_nothing(self):
        self.state(installed="make\ngcc\n")
        self.assert_passes(self.setup("build"))
        self.assertEqual(self.log(), "")

    def test_sudo_is_used_without_root(self):
        self.state(uid="1000\n", sudo="")
        self.assert_passes(self.setup("build"))
        self.assertIn("install", self.log())

    def test_without_root_the_command_is_printed_and_nothing_done(self):
        self.state(uid="1000\n")
        self.assert_fails(self.setup("build", "test"),
                          "apt-get update && apt-get install -y --no-install-recommends gcc qemu\n")
        self.assertEqual(self.log(), "")

    def test_failure_of_apt_get_is_reported(self):
        self.state(broken="")
        self.assert_fails(self.setup("build"), "apt-get failed")

    def test_unknown_group_is_named(self):
        self.assert_fails(self.setup("nothing"), "no group 'nothing'")


if __name__ == "__main__":
    unittest.main()
