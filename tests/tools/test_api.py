# SPDX-License-Identifier: MIT
"""The public names that tools find in headers, the check of their comments and table, and Doxygen's filter."""

import os
import sys
import unittest

from support import PYTHON, TOOLS, Case, run, write

sys.path.insert(0, TOOLS)
from api_table import expand  # noqa: E402
from public_api import names_in  # noqa: E402

HEAD = "/* SPDX-License-Identifier: MIT */\n/*\n * Things.\n */\n#ifndef A_H_\n#define A_H_\n\n"
GOOD = "/** Do it. Any context. @return 0. */\nint k_do(void);\n"
TABLE = "| names | status | remark |\n|---|---|---|\n"


class Headers(Case):
    def header(self, text):
        self.path_of_header = self.path("include/zephyr/kernel/a.h")
        write(self.path_of_header, HEAD + text + "\n#endif\n")

    def names(self, text):
        self.header(text)
        return {name.name: name for name in names_in(self.path_of_header) if name.name != "A_H_"}

    def kinds(self, text):
        return {name.name: name.kind for name in self.names(text).values()}

    def check(self, text, table):
        self.header(text)
        write(self.path("docs/kernel.md"), TABLE + table)
        run(["git", "init", "-q"], self.dir)
        return run([PYTHON, os.path.join(TOOLS, "check_api.py")], self.dir)


class Names(Headers):
    def test_functions_are_found_in_every_form(self):
        text = ("int k_a(int x);\nstatic inline void *k_b(void)\n{\n\tk_call(1);\n}\n\nFUNC_NORETURN void k_c(void);\n"
                "struct k_x *k_d(struct k_x *x,\n\t\tint y);\n__printf_like(1, 2) void k_e(const char *f, ...);\n")
        self.assertEqual(self.kinds(text), dict.fromkeys(("k_a", "k_b", "k_c", "k_d", "k_e"), "function"))

    def test_macros_types_constants_and_variables_are_found(self):
        text = ("#define K_A(x) \\\n\tK_B(x)\n\nstruct k_c {\n\tint member;\n};\n\ntypedef struct {\n\tint x;\n} k_d;\n\n"
                "typedef void (*k_e)(int);\n\nenum k_f {\n\tK_G,\n\tK_H = 2,\n};\n\nextern struct k_c k_i;\nstruct k_later;\n")
        self.assertEqual(self.kinds(text), {"K_A": "macro", "k_c": "type", "k_d": "type", "k_e": "type", "k_f": "type",
                                            "K_G": "constant", "K_H": "constant", "k_i": "variable"})

    def test_comment_describes_all_up_to_the_next_empty_line(self):
        names = self.names("/** Both. */\n#define K_A 1\n#define K_B 2\n\n#define K_C 3\n/* No documentation. */\n#define K_D 4\n")
        self.assertEqual([bool(names[name].comment) for name in ("K_A", "K_B", "K_C", "K_D")], [True, True, False, False])

    def test_comment_of_a_group_describes_all_of_it(self):
        names = self.names("/** All. */\n/** @{ */\n\n#define K_A 1\n\n#define K_B 2\n\n/** @} */\n\n#define K_C 3\n")
        self.assertEqual([bool(names[name].comment) for name in ("K_A", "K_B", "K_C")], [True, True, False])

    def test_comments_of_members_are_not_the_type_s(self):
        names = self.names("typedef struct k_a {\n\t/** A member. */\n\tint x;\n} k_a_t;\n")
        self.assertFalse(names["k_a_t"].comment)


class Check(Headers):
    def test_good_header_and_table_pass(self):
        self.assert_passes(self.check(GOOD, "| `k_do` | yes | |\n"))

    def test_name_without_comment(self):
        self.assert_fails(self.check(GOOD + "\n#define K_X 1\n", "| `k_do K_X` | yes | |\n"), "a.h:11: K_X has no comment")

    def test_private_names_need_none(self):
        self.assert_passes(self.check(GOOD + "\n#define Z_X 1\nvoid z_y(void);\n", "| `k_do` | yes | |\n"))

    def test_comment_without_context(self):
        self.assert_fails(self.check(GOOD.replace("Any context. ", ""), "| `k_do` | yes | |\n"), "k_do does not say from where")

    def test_comment_without_return(self):
        self.assert_fails(self.check(GOOD.replace("@return 0.", ""), "| `k_do` | yes | |\n"), "k_do does not say what it returns")

    def test_public_name_that_the_table_lacks(self):
        self.assert_fails(self.check(GOOD, "| `k_other` | no | not needed |\n"), "k_do is public, but not in the table")

    def test_name_that_is_called_provided_and_is_not_there(self):
        self.assert_fails(self.check(GOOD, "| `k_do k_gone` | differs | |\n"), "kernel.md:3: says that k_gone is there")

    def test_name_that_is_called_missing_and_is_there(self):
        self.assert_fails(self.check(GOOD, "| `k_do` | no | |\n"), "kernel.md:3: says that k_do is not there")

    def test_name_in_two_rows(self):
        self.assert_fails(self.check(GOOD, "| `k_do` | yes | |\n| `k_do` | yes | |\n"), "kernel.md:4: has k_do a second time")

    def test_patterns_stand_for_all_their_names(self):
        self.assertEqual(expand("k_{a,b}_c{,_x}"), {"k_a_c", "k_a_c_x", "k_b_c", "k_b_c_x"})


class Filter(Headers):
    def filtered(self, text):
        self.header(text)
        done = run([PYTHON, os.path.join(TOOLS, "doxygen_filter.py"), self.path_of_header], self.dir)
        self.assert_passes(done)
        return done.text.splitlines()

    def test_comment_at_the_head_describes_the_file(self):
        self.assertEqual(self.filtered(GOOD)[1], "/** @headfile")

    def test_block_becomes_a_group_and_lines_keep_their_numbers(self):
        text = "/** Both. */\n#define K_A 1\n#define K_B 2\n\n#define K_C 3\n"
        lines = self.filtered(text)
        self.assertEqual(lines[7:12], ["/** Both. */ /** @{ */", "#define K_A 1", "#define K_B 2", "/** @} */ ", "#define K_C 3"])

    def test_one_declaration_is_no_group(self):
        self.assertNotIn("@{", "\n".join(self.filtered("/** One. */\n#define K_A \\\n\tint(1)\n\n#define K_B 2\n")))

    def test_group_ends_before_the_conditional_that_it_is_in(self):
        lines = self.filtered("#ifdef X\n/** Both. */\n#define K_A 1\n#define K_B 2\n#else\n#define K_A 3\n#endif\n")
        self.assertLess(lines.index("/** @} */"), lines.index("#else"))


if __name__ == "__main__":
    unittest.main()
