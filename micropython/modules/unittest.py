# SPDX-License-Identifier: MIT
"""Unit tests: the part of CPython's unittest that scripts for small systems use.

main() prints a report whose last lines other programs read: a rule of 70 dashes,
"Ran N tests", an empty line, then OK or FAILED with counts.
"""

import io
import sys


class SkipTest(Exception):
    pass


class _AssertRaises:
    def __init__(self, expected):
        self.expected = expected
        self.exception = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            raise AssertionError("%r not raised" % (self.expected,))
        self.exception = value
        return issubclass(kind, self.expected)


class _SubTest:
    """Reports a failure within it with its parameters, and lets the test go on."""

    def __init__(self, case, message, parameters):
        self.case = case
        self.label = "%s %r" % (message or "", parameters)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None or not issubclass(kind, Exception):
            return False
        if not issubclass(kind, SkipTest):
            self.case._result._record(self.case._name + " " + self.label, value)
        return True


class TestCase:
    _result = None
    _name = ""
    _cleanups = None

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def addCleanup(self, function, *args, **kwargs):
        if self._cleanups is None:
            self._cleanups = []
        self._cleanups.append((function, args, kwargs))

    def doCleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def subTest(self, msg=None, **parameters):
        return _SubTest(self, msg, parameters)

    def fail(self, msg=""):
        raise AssertionError(msg)

    def _check(self, condition, msg, text, *values):
        if not condition:
            raise AssertionError(msg or text % values)

    def assertTrue(self, x, msg=""):
        self._check(x, msg, "expected a true value, got %r", x)

    def assertFalse(self, x, msg=""):
        self._check(not x, msg, "expected a false value, got %r", x)

    def assertEqual(self, x, y, msg=""):
        self._check(x == y, msg, "%r != %r", x, y)

    def assertNotEqual(self, x, y, msg=""):
        self._check(x != y, msg, "%r is equal to %r", x, y)

    def assertLess(self, x, y, msg=""):
        self._check(x < y, msg, "%r is not less than %r", x, y)

    def assertLessEqual(self, x, y, msg=""):
        self._check(x <= y, msg, "%r is greater than %r", x, y)

    def assertGreater(self, x, y, msg=""):
        self._check(x > y, msg, "%r is not greater than %r", x, y)

    def assertGreaterEqual(self, x, y, msg=""):
        self._check(x >= y, msg, "%r is less than %r", x, y)

    def assertAlmostEqual(self, x, y, places=7, msg="", delta=None):
        distance = abs(x - y)
        near = distance <= delta if delta is not None else round(distance, places) == 0
        self._check(x == y or near, msg, "%r and %r are %r apart", x, y, distance)

    def assertNotAlmostEqual(self, x, y, places=7, msg="", delta=None):
        distance = abs(x - y)
        near = distance <= delta if delta is not None else round(distance, places) == 0
        self._check(x != y and not near, msg, "%r and %r are only %r apart", x, y, distance)

    def assertIs(self, x, y, msg=""):
        self._check(x is y, msg, "%r is not %r", x, y)

    def assertIsNot(self, x, y, msg=""):
        self._check(x is not y, msg, "both are %r", x)

    def assertIsNone(self, x, msg=""):
        self._check(x is None, msg, "%r is not None", x)

    def assertIsNotNone(self, x, msg=""):
        self._check(x is not None, msg, "unexpected None")

    def assertIn(self, x, container, msg=""):
        self._check(x in container, msg, "%r is not in %r", x, container)

    def assertNotIn(self, x, container, msg=""):
        self._check(x not in container, msg, "%r is in %r", x, container)

    def assertIsInstance(self, x, kind, msg=""):
        self._check(isinstance(x, kind), msg, "%r is no instance of %r", x, kind)

    def assertNotIsInstance(self, x, kind, msg=""):
        self._check(not isinstance(x, kind), msg, "%r is an instance of %r", x, kind)

    def assertRaises(self, expected, function=None, *args, **kwargs):
        context = _AssertRaises(expected)
        if function is None:
            return context
        with context:
            function(*args, **kwargs)


def skip(reason):
    def decorate(target):
        if isinstance(target, type):
            target.__unittest_skip__ = reason
            return target

        def skipped(self):
            raise SkipTest(reason)

        return skipped

    return decorate


def _unchanged(target):
    return target


def skipIf(condition, reason):
    return skip(reason) if condition else _unchanged


def skipUnless(condition, reason):
    return _unchanged if condition else skip(reason)


def expectedFailure(test):
    def inverted(self):
        try:
            test(self)
        except Exception:
            return
        raise AssertionError("unexpected success")

    return inverted


class TestResult:
    def __init__(self):
        self.testsRun = 0
        self.failures = []
        self.errors = []
        self.skipped = []

    def wasSuccessful(self):
        return not self.failures and not self.errors

    def _record(self, name, exception):
        text = io.StringIO()
        sys.print_exception(exception, text)
        where = self.failures if isinstance(exception, AssertionError) else self.errors
        where.append((name, text.getvalue()))

    def _report(self):
        for title, entries in (("ERROR", self.errors), ("FAIL", self.failures)):
            for name, text in entries:
                print("=" * 70)
                print("%s: %s" % (title, name))
                print("-" * 70)
                print(text)
        print("-" * 70)
        print("Ran %d tests\n" % self.testsRun)
        if not self.wasSuccessful():
            print("FAILED (failures=%d, errors=%d)" % (len(self.failures), len(self.errors)))
        elif self.skipped:
            print("OK (skipped=%d)" % len(self.skipped))
        else:
            print("OK")


def _run_step(result, case, step):
    """Whether the step went well; what it raised is recorded."""
    try:
        step()
        return True
    except SkipTest as reason:
        result.skipped.append((case._name, str(reason)))
        print("%s ... skipped: %s" % (case._name, reason))
    except Exception as exception:
        result._record(case._name, exception)
        print("%s ... FAIL" % case._name)
    return False


def _run_test(result, case, method):
    failed_before = len(result.failures) + len(result.errors)
    result.testsRun += 1
    ok = False
    if _run_step(result, case, case.setUp):
        ok = _run_step(result, case, method)
        ok = _run_step(result, case, case.tearDown) and ok
    ok = _run_step(result, case, case.doCleanups) and ok
    if ok and len(result.failures) + len(result.errors) == failed_before:
        print("%s ... ok" % case._name)


def _run_class(result, kind):
    case = kind()
    case._result = result
    names = sorted(n for n in dir(case) if n.startswith("test"))
    reason = getattr(kind, "__unittest_skip__", None)
    case._name = kind.__name__
    if reason is None and not _run_step(result, case, kind.setUpClass):
        return
    for name in names:
        case._name = "%s (%s)" % (name, kind.__name__)
        if reason is None:
            _run_test(result, case, getattr(case, name))
        else:
            result.testsRun += 1
            result.skipped.append((case._name, reason))
    if reason is None:
        case._name = kind.__name__
        _run_step(result, case, kind.tearDownClass)


def _test_classes(module):
    for name in dir(module):
        value = getattr(module, name)
        if isinstance(value, type) and issubclass(value, TestCase) and value is not TestCase:
            yield value


def main(module="__main__", exit=True):
    """Runs the tests of a module, given or by name; a failure ends the program with 1."""
    if isinstance(module, str):
        module = __import__(module)
    result = TestResult()
    for kind in _test_classes(module):
        _run_class(result, kind)
    result._report()
    if exit and not result.wasSuccessful():
        sys.exit(1)
    return result
