"""Whether the tests would notice: changes one operator of a module at a time and runs the module's tests.

By hand: `python tests/mutation_check.py`, with names of modules for some of them. Prints a table in Markdown and every
change that no test noticed. No file is changed: the changed source is handed to the import of a forked process.
"""

import argparse
import ast
import importlib
import os
import random
import resource
import runpy
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from importlib.machinery import SourceFileLoader
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).parent.parent
TESTS = {  # of each module, the closest first
    "models.losses": ("models/test_losses",),
    "models.mmref": ("models/test_mmref", "models/test_losses"),
    "models.tgdt": ("models/test_tgdt", "models/test_losses"),
    "models.similarity": ("models/test_similarity", "reranking/test_batched"),
    "reranking.token_terms": ("reranking/test_token_terms", "reranking/test_both_forms"),
    "reranking.reference_terms": ("reranking/test_reference_terms", "reranking/test_both_forms"),
    "reranking.attribute_terms": ("reranking/test_attribute_terms", "reranking/test_both_forms"),
    "reranking.gallery_terms": ("reranking/test_gallery_terms", "reranking/test_gallery_expansion"),
    "reranking.feedback_terms": ("reranking/test_feedback_terms", "reranking/test_both_forms"),
    "reranking.batched": ("reranking/test_batched", "reranking/test_both_forms"),
    "explain.attribution": ("explain/test_attribution",),
    "evaluation.metrics": ("evaluation/test_metrics",),
    "retrieval.search": ("retrieval/test_search",),
    "training.augmentation": ("training/test_augmentation",),
}
SLOW = "not (references and (batch or reach or guide or fuse or masked or frozen))"  # they train towers
WORKERS = 2
LONGEST = 1800  # seconds of one run of the tests
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


def mutants(source: str) -> list[tuple[str, str]]:
    """Every change of a module in words, and the module with it."""
    tree, lines, found = ast.parse(source), source.splitlines(), []
    for number, node in enumerate(places(tree)):
        for words, field, value in changes_of(node):
            copy = deepcopy(tree)
            setattr(list(places(copy))[number], field, value)
            found.append((f"{words}: `{lines[node.lineno - 1].strip()}`", ast.unparse(ast.fix_missing_locations(copy))))
    return found


def run_tests(file: Path, source: str, tests: list[str], seconds: int) -> None:
    """In a process of its own; exits with 0 where the tests pass within so many seconds of computing."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))  # a change may make a loop endless
    pytest = importlib.import_module("pytest")
    data, stats = SourceFileLoader.get_data, SourceFileLoader.path_stats
    SourceFileLoader.get_data = lambda own, path: source.encode() if Path(path) == file else data(own, path)
    SourceFileLoader.path_stats = lambda own, path: stats(own, f"{path}: no byte code" if Path(path) == file else path)
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # importing others' plugins takes as long as the tests
    os._exit(int(pytest.main(["-x", "-p", "no:cacheprovider", "-k", SLOW, *tests])))


def passes(file: Path, source: str, tests: list[str], seconds: int = LONGEST) -> bool:
    process = get_context("fork").Process(target=run_tests, args=(file, source, tests, seconds))
    process.start()
    process.join(LONGEST)
    process.kill()  # or one waits for the other
    process.join()
    return process.exitcode == 0


def computed() -> float:
    """Return the processor seconds of all tests so far: how busy the machine is must not decide what is noticed."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def check(name: str, count: int, seed: int) -> None:
    """Prints a row of the table, and what no test noticed."""
    file = ROOT.joinpath("mmref_core", *name.split(".")).with_suffix(".py")
    tests = [str(ROOT / "tests" / f"{test}.py") for test in TESTS[name]]
    source, started = file.read_text(), computed()
    if not passes(file, source, tests):
        raise SystemExit(f"these tests fail without any change: {' '.join(tests)}")
    patience, every = 30 + int(10 * (computed() - started)), mutants(source)
    tried = random.Random(seed).sample(every, min(count, len(every)))
    with ThreadPoolExecutor(WORKERS) as workers:
        alive = list(workers.map(lambda mutant: passes(file, mutant[1], tests, patience), tried))
    noticed = len(tried) - sum(alive)
    print(f"| `{name}` | {len(every)} | {len(tried)} | {noticed} | {100 * noticed / len(tried):.0f} % |", flush=True)
    print(*(f"    not noticed: {words}" for (words, _), lives in zip(tried, alive, strict=True) if lives), sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"some of {', '.join(TESTS)}; all if not given")
    parser.add_argument("--count", type=int, default=20, help="changes of each module, drawn at random")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    runpy.run_path(str(ROOT / "mmref_core" / "models" / "torchvision_operators.py"))["declare_missing_operators"]()
    for slow in ("faiss", "jaxtyping", "open_clip", "pytest", "scipy.optimize"):  # once for all
        importlib.import_module(slow)
    print("| module | possible changes | tried | noticed | share |\n| --- | ---: | ---: | ---: | ---: |")
    for module in options.modules or TESTS:
        check(module, options.count, options.seed)
