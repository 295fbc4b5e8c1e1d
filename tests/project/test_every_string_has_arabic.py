"""Every string that a person sees is Arabic first: the catalogue is whole, and what is compiled is what is written."""

import ast
import gettext
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUE = ROOT / "locale" / "ar" / "LC_MESSAGES"
CALLS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
    "pgettext": 2,
    "pgettext_lazy": 2,
}
SCRIPT_CALL = re.compile(r"""\b(?:gettext|ngettext|interpolate\(gettext)\(\s*(["'])(.+?)\1""")


def sources(*suffixes: str) -> Iterator[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for name in listed:
        if name.endswith(suffixes) and not name.startswith(("tests/", "demo/", "docs/")) and (ROOT / name).is_file():
            yield ROOT / name


def called_with(source: str) -> Iterator[str]:
    """First string of each gettext call of a Python text (for pgettext: the message after the context)."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in CALLS:
            continue
        arguments = node.args[1:2] if name.startswith("pgettext") else node.args[: CALLS[name]]
        for argument in arguments[:1]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


STRING = r"""u?(?:\'\'\'(?:\\.|(?!\'\'\').)*\'\'\'|\"\"\"(?:\\.|(?!\"\"\").)*\"\"\"|'(?:\\.|[^'])*'|"(?:\\.|[^"])*")"""
TEMPLATE_CALL = re.compile(rf"\b(?:n?pgettext\({STRING}, ?|n?gettext\(|_\()(?P<text>{STRING})", re.DOTALL)


def in_template(path: Path) -> Iterator[str]:
    """Messages of a template: Django turns it into text that holds gettext calls and little else."""
    for match in TEMPLATE_CALL.finditer(templatize(path.read_text(encoding="utf-8"), origin=path.name)):
        yield ast.literal_eval(match["text"])


def catalogue(domain: str) -> dict[str, object]:
    with (CATALOGUE / f"{domain}.po").open("rb") as file:
        messages = read_po(file, locale="ar")
    return {(m.id[0] if isinstance(m.id, tuple) else m.id): m for m in messages if m.id}


def test_every_message_of_the_catalogue_is_translated() -> None:
    for domain in ("django", "djangojs"):
        if not (CATALOGUE / f"{domain}.po").exists():
            continue
        for message in catalogue(domain).values():
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(forms), f"no Arabic for {message.id!r}"
            assert not message.fuzzy, f"unsure Arabic for {message.id!r}"
            if isinstance(message.id, tuple):
                assert len(forms) == 6, f"{message.id!r} needs Arabic's six plural forms"


def test_every_string_of_the_code_is_in_the_catalogue() -> None:
    known = catalogue("django")
    found = {text: path for path in sources(".py") for text in called_with(path.read_text(encoding="utf-8"))}
    found |= {text: path for path in sources(".html", ".txt", ".xml") for text in in_template(path)}
    missing = {text: str(path.relative_to(ROOT)) for text, path in found.items() if text and text not in known}
    assert not missing, "run `make messages` and translate"
    assert len(found) > 100


def test_every_string_of_the_scripts_is_in_the_catalogue() -> None:
    known = catalogue("djangojs") if (CATALOGUE / "djangojs.po").exists() else {}
    found = {m[2]: path for path in sources(".js") for m in SCRIPT_CALL.finditer(path.read_text(encoding="utf-8"))}
    missing = {text: str(path.relative_to(ROOT)) for text, path in found.items() if text not in known}
    assert not missing


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_what_is_compiled_is_what_is_written(domain: str) -> None:
    if not (CATALOGUE / f"{domain}.po").exists():
        pytest.skip("no scripts with words yet")
    with (CATALOGUE / f"{domain}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for key, message in catalogue(domain).items():
        if message.context:
            continue
        if isinstance(message.id, tuple):
            assert compiled.ngettext(*message.id, 5) == message.string[3], key
        else:
            assert compiled.gettext(key) == message.string, key
