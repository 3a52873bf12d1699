"""In a process of its own, because an operator can be declared only once in each."""

import subprocess
import sys


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_torchvision_imports_after_the_declaration_and_a_second_call_does_nothing() -> None:
    code = (
        "from mmref_core.models.torchvision_operators import declare_missing_operators as declare\n"
        "declare(); declare()\n"
        "import torchvision, torch\n"
        "print(hasattr(torch.ops.torchvision, 'nms'))"
    )
    answer = run(code)
    assert answer.stdout.strip() == "True", answer.stderr


def test_the_towers_import_in_a_fresh_process() -> None:
    answer = run("import mmref_core.models.clip; print('ready')")
    assert answer.stdout.strip() == "ready", answer.stderr


def test_open_clip_imports_after_the_package_alone_which_loads_no_torch() -> None:
    answer = run(
        "import sys, mmref_core; print('torch' in sys.modules)\n"
        "import open_clip, mmref_core.models.clip; print('ready')"
    )
    assert answer.stdout.split() == ["False", "ready"], answer.stderr


def test_the_towers_import_after_open_clip_even_where_that_failed() -> None:
    """Without the package, torchvision cannot be imported where its operators are missing; with it, afterwards."""
    answer = run(
        "try:\n    import open_clip\nexcept RuntimeError as error:\n    assert 'nms' in str(error)\n"
        "import mmref_core.models.clip, open_clip, torchvision; print('ready')"
    )
    assert answer.stdout.strip() == "ready", answer.stderr
