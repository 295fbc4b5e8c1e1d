"""The house keeps its shape: layers, file sizes, migrations, one rule of visibility."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent.parent
OWN = [path for room in ("articles", "newsroom") for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]


def test_imports_run_one_way() -> None:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--config", "pyproject.toml"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize("path", OWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_grows_beyond_four_hundred_lines(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    # A word list written as one string is data, however long.
    assert re.sub(r'"""(?s:.*?)"""', "", source).count("\n") <= 400
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_no_public_page_asks_for_stories_but_through_the_one_rule() -> None:
    for path in (ROOT / "articles" / "public").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(
            r"status\s*=(?!=)", source.replace("status=4", "").replace("status=5", "").replace("status=2", "")
        ), path
        for match in re.finditer(r"\bArticle\.objects\.(?!public\b)\w+", source):
            # Previews are the exception: for signed-in editors, and for whom they gave a signed link.
            assert path.name in {"preview.py", "shared.py"}, f"{path}: {match[0]}"


def test_the_environment_is_read_in_one_place_and_described_in_the_readme() -> None:
    settings = (ROOT / "newsroom" / "settings.py").read_text(encoding="utf-8") + (ROOT / "newsroom" / "env.py").read_text(
        encoding="utf-8"
    )
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"""env\.\w+\("([A-Z_]+)"|environ\.get\("([A-Z_]+)\"""", settings))
    variables = {one or other for one, other in named}
    assert {"DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "DATA_DIR"} <= variables
    for variable in variables:
        assert f"`{variable}`" in readme, variable
    for path in OWN:
        # A child process takes its parent's environment along, whatever is in it.
        if path.parent.name != "newsroom" and path.name != "children.py":
            assert "os.environ" not in path.read_text(encoding="utf-8"), path


def test_the_commands_that_the_readme_names_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for target in re.findall(r"`make ([a-z-]+)", readme):
        assert target in targets, target
    commands = {path.stem for path in (ROOT / "articles" / "management" / "commands").glob("*.py")} | {
        "migrate",
        "createsuperuser",
    }
    for command in re.findall(r"manage\.py ([a-z_]+)", readme):
        assert command in commands, command
    for path in re.findall(r"\]\(([a-z][^)#:]+)\)", readme):
        assert (ROOT / path).exists(), path
