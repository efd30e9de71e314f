# SPDX-License-Identifier: MIT
"""The firmware where semihosting has no other side, as on a board without a debugger."""

import unittest

import board


def command_without_semihosting():
    words = board.terminal_command()
    at = words.index("-semihosting-config")
    return words[:at] + words[at + 2:]


class NobodyListens(unittest.TestCase):
    def test_same_image_boots_to_the_prompt(self):
        with board.Prompt(command_without_semihosting()) as prompt:
            self.assertEqual(prompt.command("6 * 7"), "42")


if __name__ == "__main__":
    unittest.main()
