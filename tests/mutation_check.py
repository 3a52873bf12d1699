"""Whether the tests would notice: changes one operator of a module at a time and runs the module's tests.

By hand: `python tests/mutation_check.py`, with names of modules for some of them. Prints a table in Markdown and every
change that no test noticed. No file is changed. Everything is imported and all tests are collected once; each change is
made in a forked process, where the functions of the module get the changed code, and that process runs nothing but the
module's tests, up to the first that fails. What a module computes while it is imported stays unchanged.
"""

import argparse
import ast
import gc
import importlib
import os
import random
import re
import resource
import runpy
import signal
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).parent.parent
TESTS = {  # of each module, the closest first; after a colon, what their names have
    "models.losses": ("models/test_losses",),
    "models.mmref": ("models/test_mmref", "models/test_losses", "models/test_similarity", "models/test_reconstruction"),
    "models.tgdt": ("models/test_tgdt", "models/test_losses"),
    "models.similarity": ("models/test_similarity", "reranking/test_batched"),
    "reranking.token_terms": ("reranking/test_token_terms", "reranking/test_both_forms:token"),
    "reranking.reference_terms": ("reranking/test_reference_terms", "reranking/test_both_forms:person"),
    "reranking.attribute_terms": ("reranking/test_attribute_terms", "reranking/test_both_forms:detail"),
    "reranking.gallery_terms": ("reranking/test_gallery_terms", "reranking/test_both_forms:view|cluster|lookalike"),
    "reranking.feedback_terms": ("reranking/test_feedback_terms", "reranking/test_both_forms:mark|unwanted"),
    "reranking.batched": ("reranking/test_batched", "reranking/test_both_forms"),
    "reranking.object_references": ("reranking/test_object_references", "reranking/test_both_forms:reference"),
    "explain.attribution": ("explain/test_attribution",),
    "evaluation.metrics": ("evaluation/test_metrics",),
    "retrieval.search": ("retrieval/test_search",),
    "training.augmentation": ("training/test_augmentation",),
}
CHECKPOINT = "shipped"  # the fixture of tests that load the checkpoint and embed pictures, which takes too long
WORKERS, FEW = 2, 30  # of fewer changes all are tried
LONGEST = 1800  # seconds of one run of the tests
NOT_TRIED = 2  # exit status
PAIRS = (  # operators and names that are easily taken for each other
    *((ast.Add, ast.Sub), (ast.Mult, ast.Div), (ast.And, ast.Or), (ast.USub, ast.UAdd), (ast.Is, ast.IsNot)),
    *((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.In, ast.NotIn)),
    *(("mean", "sum"), ("amax", "amin"), ("max", "min"), ("any", "all"), ("argmax", "argmin")),
)
OTHER = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}
LEFT_OUT = {"normalize", "clamp", "abs", "softmax", "log", "masked_fill", "flip", "detach"}  # calls that do nothing
ANYTHING = ast.parse("lambda *_, **__: 0", mode="eval").body.args


def changes_of(node: ast.AST) -> list[tuple[str, str, object]]:
    """Small mistakes that somebody could make in this place: in words, and a field of the node with its new value."""
    match node:
        case ast.BinOp(op=op) if type(op) in OTHER:
            nothing = ast.Constant(1 if isinstance(op, ast.Mult | ast.Div) else 0)
            return [("other sign", "op", OTHER[type(op)]()), ("no second part", "right", nothing)]
        case ast.BoolOp(op=op) | ast.UnaryOp(op=ast.USub() as op):
            return [("other operator", "op", OTHER[type(op)]())]
        case ast.UnaryOp(op=ast.Not() | ast.Invert() as op, operand=operand):
            return [("no negation", "operand", ast.UnaryOp(op, operand))]
        case ast.Compare(ops=[op]):
            return [("other comparison", "ops", [OTHER[type(op)]()])]
        case ast.Constant(value=bool(value)):
            return [(f"{value} to {not value}", "value", not value)]
        case ast.Constant(value=int(value)):
            other = 1 - value if value in (0, 1) else value + 1
            return [(f"{value} to {other}", "value", other)]
        case ast.Constant(value=float(value)) if value == 0 or value > 1e-5:
            return [(f"{value} to {2 * value or 1.0}", "value", 2 * value or 1.0)]
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            return [("other case", "test", ast.UnaryOp(ast.Not(), test))]
        case ast.Slice(lower=lower, upper=upper):
            ends = {name: end for name, end in (("lower", lower), ("upper", upper)) if end}
            return [(f"{name} end + 1", name, ast.BinOp(end, ast.Add(), ast.Constant(1))) for name, end in ends.items()]
        case ast.Call(func=ast.Attribute(attr=name, value=first)) if name in LEFT_OUT:
            return [(f"no {name}", "func", ast.Lambda(ANYTHING, first))]
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in LEFT_OUT:
            return [(f"no {name}", "func", ast.Lambda(ANYTHING, first))]
        case ast.Attribute(attr=name) if name in OTHER:
            return [(f"{name} to {OTHER[name]}", "attr", OTHER[name])]
        case ast.Name(id="max" | "min" | "any" | "all" as name):
            return [(f"{name} to {OTHER[name]}", "id", OTHER[name])]
    return []


def places(node: ast.AST, function: bool = False) -> Iterator[ast.AST]:
    """Nodes inside functions, but for annotations, decorators, defaults and what is raised."""
    if function:
        yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "defaults") or isinstance(node, ast.Raise):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and getattr(child, "arg", "") != "strict":
                yield from places(child, function or isinstance(node, ast.FunctionDef))


def changes(source: str) -> list[tuple[str, int, str, object]]:
    """Return every change of a module: in words, the number of the place, its field and the new value."""
    lines = source.splitlines()
    return [
        (f"{words}: `{lines[node.lineno - 1].strip()}`", number, field, value)
        for number, node in enumerate(places(ast.parse(source)))
        for words, field, value in changes_of(node)
    ]


def changed(source: str, number: int, field: str, value: object) -> str:
    """Return the source of a module with one change."""
    tree = ast.parse(source)
    setattr(list(places(tree))[number], field, value)
    return ast.unparse(ast.fix_missing_locations(tree))


def functions_of(module: ModuleType) -> list[FunctionType]:
    """Return the functions of the module that exist, also those inside wrappers and partial applications."""
    gc.unfreeze()
    functions = [one for one in gc.get_objects() if type(one) is FunctionType]
    gc.freeze()  # what forked processes share is not copied for a count of references
    return [one for one in functions if one.__code__.co_filename == module.__file__]


def exchange(functions: Sequence[FunctionType], module: ModuleType, source: str) -> None:
    """Give functions of the module their code in another source, compiled as the import does, with its shape checks."""
    found, compiled = defaultdict(list), [module.__spec__.loader.source_to_code(source.encode(), module.__file__)]
    for code in compiled:
        for inner in (constant for constant in code.co_consts if isinstance(constant, CodeType)):
            found[inner.co_qualname].append(inner)
            compiled.append(inner)
    for function in functions:
        (function.__code__,) = found[function.__code__.co_qualname]


def run_tests(items: Sequence[pytest.Item]) -> bool:
    """Return whether all pass; the first that fails ends it."""
    for item, following in zip(items, [*items[1:], None], strict=True):
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
            return False
    return True


class Runs:
    """Forked processes, each with one change of a module; `WORKERS` at a time."""

    def __init__(self, module: ModuleType, items: Sequence[pytest.Item]) -> None:
        self.module, self.items, self.functions = module, items, functions_of(module)
        self.running: dict[int, str] = {}
        self.passed: list[str] = []
        self.seconds = 0.0  # of computing, of the last that ended: how busy the machine is must not decide

    def start(self, words: str, source: str, seconds: int = LONGEST) -> None:
        if len(self.running) == WORKERS:
            self.wait()
        if process := os.fork():
            self.running[process] = words
            return
        signal.alarm(LONGEST)  # or one waits for the other
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))  # a change may make a loop endless
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        status = NOT_TRIED
        try:
            exchange(self.functions, self.module, source)
            status = 1
            status = not run_tests(self.items)
        finally:
            os._exit(status)

    def wait(self) -> None:
        """Wait for one process that runs."""
        process, status, used = os.wait4(-1, 0)
        words, self.seconds = self.running.pop(process), used.ru_utime
        if os.waitstatus_to_exitcode(status) == NOT_TRIED:
            raise SystemExit(f"a function cannot be changed while it exists: {words}")
        if status == 0:
            self.passed.append(words)

    def finish(self) -> list[str]:
        """Wait for all, and return which passed."""
        while self.running:
            self.wait()
        return self.passed


def check(name: str, items: Sequence[pytest.Item], count: int, seed: int) -> None:
    """Print a row of the table, and what no test noticed."""
    module = importlib.import_module(f"mmref_core.{name}")
    source = Path(str(module.__file__)).read_text()
    runs = Runs(module, items)
    runs.start("", ast.unparse(ast.parse(source)))  # of the same meaning
    if not runs.finish():
        raise SystemExit(f"{name}: these tests fail without any change: {' '.join(TESTS[name])}")
    patience, every = 5 + int(10 * runs.seconds), changes(source)
    tried = random.Random(seed).sample(every, min(count if len(every) >= FEW else FEW, len(every)))
    runs.passed.clear()
    for number, (words, *change) in enumerate(tried):
        runs.start(f"{number}. {words}", changed(source, *change), patience)
    noticed = len(tried) - len(runs.finish())
    print(f"| `{name}` | {len(every)} | {len(tried)} | {noticed} | {100 * noticed / len(tried):.0f} % |", flush=True)
    print(*(f"    not noticed: {words}\n" for words in runs.passed), sep="", end="", flush=True)


def tests_of(name: str, items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return the tests of a module among those collected."""
    found = []
    for test in TESTS[name]:
        file, _, words = test.partition(":")
        own = [item for item in items if item.path == ROOT / "tests" / f"{file}.py" and re.search(words, item.name)]
        found += [item for item in own if CHECKPOINT not in getattr(item, "fixturenames", ())]
    return found


class Checks:
    """A plugin that checks modules in the place of running the tests that were collected."""

    def __init__(self, modules: Sequence[str], count: int, seed: int) -> None:
        self.modules, self.drawn = modules, (count, seed)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Failed("tests cannot be collected")
        print("| module | possible | tried | noticed | share |\n| --- | ---: | ---: | ---: | ---: |", flush=True)
        for name in self.modules:
            check(name, tests_of(name, session.items), *self.drawn)
        return True


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"some of {', '.join(TESTS)}; all if not given")
    parser.add_argument("--count", type=int, default=20, help=f"changes drawn of each module with {FEW} or more")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    runpy.run_path(str(ROOT / "mmref_core" / "models" / "torchvision_operators.py"))["declare_missing_operators"]()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    names = options.modules or list(TESTS)
    files = dict.fromkeys(
        str(ROOT / "tests" / f"{test.partition(':')[0]}.py") for name in names for test in TESTS[name]
    )
    sys.exit(pytest.main(["-s", "-p", "no:cacheprovider", *files], [Checks(names, options.count, options.seed)]))
