# SPDX-License-Identifier: MIT
"""Fetching MicroPython, from a mirror in a directory: it works, and each way to fail is clear and clean."""

import hashlib
import os
import shutil
import sys
import tarfile
import unittest

from support import TOOLS, Case, read, write

sys.path.insert(0, TOOLS)
import apt_mirror  # noqa: E402

FILE = "micropython_1.25.0+ds.orig.tar.xz"
POOL = "pool/main/m/micropython"


def sums(path):
    with open(path, "rb") as data:
        content = data.read()
    return hashlib.sha256(content).hexdigest(), len(content)


class Fetch(Case):
    def setUp(self):
        super().setUp()
        self.make_tarball()
        self.make_mirror()
        self.write_lock(sums(self.path("debian", POOL, FILE))[0])
        self.use_sources("Types: deb\nURIs: file://%s\nSuites: bookworm\nComponents: main\nTrusted: yes\n"
                         % self.path("debian"))

    def make_tarball(self, version=25):
        tree = self.path("stuff/micropython-1.25.0")
        write(os.path.join(tree, "py/mpconfig.h"),
              f"#define MICROPY_VERSION_MAJOR 1\n#define MICROPY_VERSION_MINOR {version}\n")
        os.makedirs(self.path("debian", POOL), exist_ok=True)
        with tarfile.open(self.path("debian", POOL, FILE), "w:xz") as archive:
            archive.add(tree, "micropython-1.25.0")

    def make_mirror(self):
        digest, size = sums(self.path("debian", POOL, FILE))
        write(self.path("debian", POOL, "micropython_1.25.0+ds-1.dsc"), "Format: 3.0 (quilt)\n")
        dsc, dsc_size = sums(self.path("debian", POOL, "micropython_1.25.0+ds-1.dsc"))
        sources = (f"Package: micropython\nFormat: 3.0 (quilt)\nBinary: micropython\nVersion: 1.25.0+ds-1\n"
                   f"Directory: {POOL}\nChecksums-Sha256:\n {dsc} {dsc_size} micropython_1.25.0+ds-1.dsc\n"
                   f" {digest} {size} {FILE}\n\n")
        index_path = self.path("debian/dists/trixie/main/source/Sources")
        write(index_path, sources)
        index, index_size = sums(index_path)
        write(self.path("debian/dists/trixie/Release"),
              "Origin: Debian\nLabel: Debian\nSuite: stable\nCodename: trixie\nComponents: main\n"
              f"Date: Thu, 01 Jan 2026 00:00:00 UTC\nSHA256:\n {index} {index_size} main/source/Sources\n")

    def write_lock(self, digest):
        write(self.path("version.lock"), "# remark\npackage = micropython\nversion = 1.25.0+ds-1\nsuite = trixie\n"
              f"component = main\nfile = {FILE}\nsha256 = {digest}\n")

    def use_sources(self, text, name="test.sources"):
        """Makes apt read only this source, by a configuration of the test's own."""
        shutil.rmtree(self.path("sources"), ignore_errors=True)
        write(self.path("sources", name), text)
        os.makedirs(self.path("lists/partial"), exist_ok=True)
        write(self.path("apt.conf"), 'Dir::Etc::SourceList "/dev/null";\n'
              f'Dir::Etc::SourceParts "{self.path("sources")}";\nDir::State::Lists "{self.path("lists")}";\n')

    def fetch(self, *arguments):
        return self.run_tool("fetch_micropython.py", "--lock", self.path("version.lock"), "--build",
                             self.path("build"), *arguments, env={"APT_CONFIG": self.path("apt.conf")})

    def leftovers(self):
        return sorted(name for name in os.listdir(self.path("build"))
                      if name not in ("downloads", "micropython.lock"))

    def test_tree_comes_from_the_mirror_of_the_configuration(self):
        self.assert_passes(self.fetch())
        self.assertIn("VERSION_MINOR 25", read(self.path("build/micropython/py/mpconfig.h")))
        self.assertEqual(self.leftovers(), ["micropython", "micropython.sha256"])
        self.assertEqual(os.listdir(self.path("build/downloads")), [FILE])

    def test_machine_apt_state_is_untouched(self):
        before = sorted(os.walk(self.path("lists")))
        self.assert_passes(self.fetch())
        self.assertEqual(sorted(os.walk(self.path("lists"))), before)

    def test_one_line_format_works_too(self):
        self.use_sources(f"deb [trusted=yes] file://{self.path('debian')} bookworm main\n", "test.list")
        self.assert_passes(self.fetch())
        self.assertTrue(os.path.isdir(self.path("build/micropython")))

    def test_second_run_needs_no_mirror(self):
        self.assert_passes(self.fetch())
        shutil.rmtree(self.path("debian"))
        self.assert_passes(self.fetch())

    def test_unsigned_mirror_is_refused(self):
        self.use_sources(f"deb file://{self.path('debian')} bookworm main\n", "test.list")
        self.assert_fails(self.fetch(), "could not download", "not signed")
        self.assertEqual(self.leftovers(), [])

    def test_tampered_file_on_the_mirror_stops(self):
        with open(self.path("debian", POOL, FILE), "r+b") as data:
            data.seek(30)
            data.write(b"x")
        self.assert_fails(self.fetch(), "could not download")
        self.assertEqual(self.leftovers(), [])

    def test_other_file_with_a_consistent_mirror_stops_with_both_sums(self):
        self.write_lock("0" * 64)
        found = sums(self.path("debian", POOL, FILE))[0]
        self.assert_fails(self.fetch(), "0" * 64, found, "deleted")
        self.assertEqual(self.leftovers(), [])
        self.assertEqual(os.listdir(self.path("build/downloads")), [])

    def test_damaged_download_is_deleted_and_fetched_anew(self):
        write(self.path("build/downloads", FILE), "half a file")
        self.assert_fails(self.fetch(), "damaged or was tampered with")
        self.assert_passes(self.fetch())

    def test_no_debian_mirror_is_explained(self):
        self.use_sources("deb [trusted=yes] http://127.0.0.1:9/other stable main\n", "test.list")
        self.assert_fails(self.fetch(), "names no Debian mirror", "MICROPYTHON_DIR")

    def test_mirror_that_does_not_answer_is_explained(self):
        self.use_sources("deb [trusted=yes] http://127.0.0.1:9/debian bookworm main\n", "test.list")
        self.assert_fails(self.fetch(), "could not download", "127.0.0.1", "Check the network")
        self.assertEqual(self.leftovers(), [])

    def test_suite_that_the_mirror_lacks_is_explained(self):
        shutil.rmtree(self.path("debian/dists"))
        self.assert_fails(self.fetch(), "could not download", "trixie")

    def test_new_lock_replaces_the_tree(self):
        self.assert_passes(self.fetch())
        shutil.rmtree(self.path("build/downloads"))
        self.make_tarball(26)
        self.make_mirror()
        self.write_lock(sums(self.path("debian", POOL, FILE))[0])
        self.assert_passes(self.fetch())
        self.assertIn("VERSION_MINOR 26", read(self.path("build/micropython/py/mpconfig.h")))

    def test_own_tree_is_checked(self):
        self.assert_passes(self.fetch("--dir", self.path("stuff/micropython-1.25.0")))
        self.make_tarball(24)
        self.assert_fails(self.fetch("--dir", self.path("stuff/micropython-1.25.0")), "1.24", "1.25 or 1.26")
        self.assert_fails(self.fetch("--dir", self.dir), "not a MicroPython source tree")


class Options(unittest.TestCase):
    """The options of the machine's sources are kept in force."""

    def test_deb822_stanza_is_found_by_number(self):
        text = ("# remark\nTypes: deb\nURIs: http://a\n\n# other\nTypes: deb\nURIs: http://b\n"
                "Signed-By: /x.gpg\nCheck-Valid-Until: no\n")
        self.assertEqual(apt_mirror.stanza_options(text, 1), {})
        self.assertEqual(apt_mirror.stanza_options(text, 2), {"signed-by": "/x.gpg", "check-valid-until": "no"})

    def test_key_inside_a_stanza_is_kept_whole(self):
        text = "Types: deb\nSigned-By:\n -----BEGIN PGP\n .\n abc\nURIs: x\n"
        self.assertEqual(apt_mirror.stanza_options(text, 1)["signed-by"], "\n -----BEGIN PGP\n .\n abc")

    def test_line_is_found_by_number(self):
        text = "# remark\ndeb [arch=amd64 signed-by=/x.gpg,/y.gpg] http://a b main\n"
        self.assertEqual(apt_mirror.line_options(text, 2), {"signed-by": "/x.gpg /y.gpg"})
        self.assertEqual(apt_mirror.line_options(text, 1), {})

    def test_password_of_a_mirror_is_not_shown(self):
        mirror = apt_mirror.Mirror("http://user:secret@host/debian/", {})
        self.assertEqual(mirror.public_uri(), "http://host/debian/")


if __name__ == "__main__":
    unittest.main()
