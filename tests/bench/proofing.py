"""How often proofreading cries wolf, how many real mistakes it finds, and how fast it reads.

    python -m tests.bench.proofing                 all figures
    python -m tests.bench.proofing --sample 7      findings on real news to be judged by reading, drawn with this seed
    python -m tests.bench.proofing --differences   where a correction differs from the recorded one

False alarms: published news has real mistakes, so a finding is no false alarm by itself. `JUDGED` tells how many
findings of each rule were read and how many of them were wrong; the rate is what the rules find, weighted with it.

Mistakes found: press lines with recorded corrections. Lines that share eight words in a row are one cluster (the
collection repeats itself). The half that counts is the clusters of which nobody saw a line while the word lists were
written. The recorded corrections are not always right, so what differs from them is printed to be read.

Hamzas put back: the same question on far more text, from the outlets' own spelling; not held out, the lists of
ambiguous words were made with such counts.
"""

import argparse
import collections
import difflib
import gzip
import json
import random
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from articles.text.proofing import Finding, proofread
from articles.text.proofing.lexicon import bare_alef
from articles.text.proofing.passage import WORD
from tests.bench.results import record

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
NEWS = ("ant1_jawhara", "ant2_multisource")

# rule -> (findings read, wrong among them); drawn with --sample 7 and 8, read on 2026-11-24. A finding whose remark is
# right and whose fix is not counts as wrong. What was mended after reading still counts.
JUDGED: dict[str, tuple[int, int]] = {
    **{"hamza-dropped": (120, 5), "hamza-wasl": (25, 0), "hamza-final": (6, 0), "taa-marbuta": (12, 0), "misspelt": (5, 0)},
    **{"maqsura-for-yaa": (12, 0), "yaa-for-maqsura": (7, 0), "repeated-function-word": (9, 0), "mixed-digits": (3, 0)},
    **{"quote-direction": (6, 0), "quote-mismatched": (4, 0), "quote-unclosed": (3, 1), "quote-unopened": (3, 1)},
    **{"quote-odd": (50, 1), "bracket-direction": (9, 0), "bracket-unclosed": (3, 1), "bracket-unopened": (12, 0)},
    **{"blank-before-mark": (20, 0), "double-blank": (12, 0), "no-blank-after-mark": (24, 0), "blank-inside-brackets": (12, 0)},
    **{"latin-punctuation": (12, 0), "repeated-mark": (3, 0), "persian-letters": (24, 0), "tatweel": (24, 2)},
    **{"invisible": (12, 0), "presentation-forms": (8, 0)},
}
SAMPLES = {"hamza-dropped": 60, "hamza-wasl": 25, "blank-before-mark": 20, "quote-odd": 25}
SAMPLE = 12

SHARED_WORDS = 8
CLASSES = ("dropped hamza on alef", "hamza on connecting alef", "haa, taa marbuta", "yaa, alef maqsura", "other hamza", "other")
# Outlets that hardly ever leave a hamza out.
CAREFUL = ("france24", "skynews", "BBC", "alarabia")
EDGES = "،.؛:!؟?,;()[]«»\"“”'…-–/*"


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def stories() -> Iterator[tuple[str, str]]:
    """Source and body of every real story."""
    for name in NEWS:
        for row in rows(DATA / "news" / f"{name}.jsonl.gz"):
            yield row["source"], row["body"] or ""


def read_news() -> None:
    words: collections.Counter[str] = collections.Counter()
    found: collections.Counter[str] = collections.Counter()
    per_source: collections.Counter[str] = collections.Counter()
    spent = 0.0
    for source, body in stories():
        words[source] += len(body.split())
        start = time.process_time()
        findings = proofread(body)
        spent += time.process_time() - start
        found.update(finding.rule for finding in findings)
        per_source[source] += len(findings)
    total = words.total()
    print(f"Real news: {total:,} words of {len(words)} outlets, {total / spent:,.0f} words a second")
    print("  findings per 1,000 words: " + ", ".join(f"{name} {1000 * per_source[name] / words[name]:.1f}" for name in words))
    print("  rule                      findings  per 1,000   read  wrong   false per 1,000")
    false = 0.0
    for rule, count in found.most_common():
        read, wrong = JUDGED.get(rule, (0, 0))
        share = wrong / read if read else 1.0
        false += share * count
        print(f"  {rule:24} {count:9,} {1000 * count / total:10.3f} {read:6} {wrong:6} {1000 * share * count / total:17.4f}")
    print(f"  all: {1000 * found.total() / total:.2f} findings, {1000 * false / total:.3f} false ones per 1,000 words")
    record("proofing", "false findings per 1,000 words", 1000 * false / total)
    record("proofing", "words read a second", total / spent)


def sample_news(seed: int) -> None:
    drawn: dict[str, list[tuple[Finding, str]]] = collections.defaultdict(list)
    for _source, body in stories():
        for finding in proofread(body):
            around = f"{body[max(0, finding.start - 40) : finding.start]}⟦{finding.text}⟧{body[finding.end : finding.end + 40]}"
            drawn[finding.rule].append((finding, " ".join(around.split())))
    chance = random.Random(seed)
    for rule, findings in sorted(drawn.items()):
        chosen = chance.sample(findings, min(len(findings), SAMPLES.get(rule, SAMPLE)))
        print(f"\n{rule}: {len(chosen)} of {len(findings)}")
        for finding, around in chosen:
            print(f"  {finding.suggestion!r:20} {around}")


def halves() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The lines that were looked at while the lists were written, and those that count; each different line once."""
    lines = [row for row in rows(DATA / "proofing" / "aghlat_pairs.jsonl.gz") if not row["suspect"]]
    leader = list(range(len(lines)))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    first_with: dict[str, int] = {}
    for at, row in enumerate(lines):
        words = row["wrong"].split()
        for start in range(max(1, len(words) - SHARED_WORDS + 1)):
            run = " ".join(words[start : start + SHARED_WORDS])
            leader[find(at)] = find(first_with.setdefault(run, at))
    clusters: dict[int, list[int]] = collections.defaultdict(list)
    for at in range(len(lines)):
        clusters[find(at)].append(at)
    looked_at: dict[str, dict[str, Any]] = {}
    held_out: dict[str, dict[str, Any]] = {}
    for members in clusters.values():
        unseen = all(zlib.crc32(lines[at]["id"].encode()) & 1 for at in members)
        for at in members:
            (held_out if unseen else looked_at).setdefault(lines[at]["wrong"], lines[at])
    return list(looked_at.values()), list(held_out.values())


def corrections(row: dict[str, Any]) -> dict[int, tuple[str, str | None]]:
    """Place of a word -> the word and its recorded correction; None where words were joined, split or rewritten."""
    wrong, right = row["wrong"].split(), row["right"].split()
    places, place = [], 0
    for word in wrong:
        place = row["wrong"].index(word, place)
        places.append(place)
        place += len(word)
    found: dict[int, tuple[str, str | None]] = {}
    for tag, first, last, start, end in difflib.SequenceMatcher(None, wrong, right, autojunk=False).get_opcodes():
        if tag != "equal":
            same = last - first == end - start
            found |= {places[at]: (wrong[at], right[start + at - first] if same else None) for at in range(first, last)}
    return found


def kind_of(wrong: str, right: str) -> str:
    """Which of CLASSES a one-word correction belongs to."""
    pairs = [(a, b) for a, b in zip(wrong, right, strict=False) if a != b]
    if len(wrong) != len(right) or not pairs:
        return "other"
    if all(a == "ا" and b in "أإآ" for a, b in pairs):
        return CLASSES[0]
    if all(a in "أإ" and b == "ا" for a, b in pairs):
        return CLASSES[1]
    if all({a, b} == {"ه", "ة"} for a, b in pairs):
        return CLASSES[2]
    if all({a, b} == {"ي", "ى"} for a, b in pairs):
        return CLASSES[3]
    return CLASSES[4] if bare_alef(wrong) == bare_alef(right) or all(a in "ءأإؤئىي" for a, _ in pairs) else "other"


class Score:
    """Corrections of one set of lines, counted."""

    def __init__(self) -> None:
        self.recorded: collections.Counter[str] = collections.Counter()
        self.found: collections.Counter[str] = collections.Counter()
        self.equal = 0
        self.differing: list[str] = []
        self.unrecorded: list[str] = []

    def add(self, text: str, given: dict[int, tuple[str, str | None]]) -> None:
        fixed = _fixed_words(text)
        for place, (word, right) in given.items():
            if right is not None and word.strip(EDGES) != right.strip(EDGES):
                kind = kind_of(word.strip(EDGES), right.strip(EDGES))
                self.recorded[kind] += 1
                self.found[kind] += fixed.get(place, ("", "", False))[1].strip(EDGES) == right.strip(EDGES)
        for place, (word, suggestion, is_dropped) in fixed.items():
            if is_dropped:
                around = " ".join(text[max(0, place - 25) : place + 35].split())
                self._compare(word, suggestion, given.get(place), around)

    def _compare(self, word: str, suggestion: str, given: tuple[str, str | None] | None, around: str) -> None:
        if given is None:
            self.unrecorded.append(f"{word} -> {suggestion}   {around}")
        elif given[1] is not None and suggestion.strip(EDGES) == given[1].strip(EDGES):
            self.equal += 1
        elif given[1] is not None:
            self.differing.append(f"{word} -> {suggestion}, recorded {given[1]}   {around}")


def read_pairs(lines: list[dict[str, Any]], name: str, differences: bool) -> None:
    score = Score()
    for row in lines:
        score.add(row["wrong"], corrections(row))
    print(f"\nPress lines, {name}: {len(lines)} lines, {sum(len(row['wrong'].split()) for row in lines):,} words")
    print("  one-word mistakes         recorded  corrected as recorded")
    for kind in CLASSES:
        if score.recorded[kind]:
            share = score.found[kind] / score.recorded[kind]
            print(f"  {kind:24} {score.recorded[kind]:9} {score.found[kind]:9} {share:8.1%}")
            record("proofing", f"corrected as recorded: {kind} ({name})", share)
    judged = score.equal + len(score.differing)
    print(f"  hamza-dropped: {judged + len(score.unrecorded)} suggestions; where a correction is recorded", end=" ")
    print(f"{score.equal} of {judged} equal it ({score.equal / judged:.1%}); {len(score.unrecorded)} where none is")
    if differences:
        print("  differing:", *score.differing, "  unrecorded:", *score.unrecorded, sep="\n    ")


def strip_and_restore() -> None:
    """Real stories with every hamza on an alef taken away: which words get theirs back, and is it the right one?"""
    taken = given_back = answers = right = careless = 0
    for source, body in stories():
        if source not in CAREFUL:
            continue
        suggested = {f.start: f.suggestion for f in proofread(bare_alef(body), rules=["hamza-dropped"])}
        for match in WORD.finditer(body):
            word, suggestion = match.group(), suggested.get(match.start())
            has_hamza = word != bare_alef(word)
            taken += has_hamza
            given_back += has_hamza and suggestion == word
            answers += suggestion is not None
            right += suggestion == word
            careless += suggestion is not None and not has_hamza
    print(f"\nHamzas taken off {taken:,} words of {len(CAREFUL)} careful outlets: {given_back / taken:.1%} put back right")
    record("proofing", "hamzas put back right", given_back / taken)
    print(
        f"  {answers - careless:,} suggestions for words whose outlet had written a hamza, {right / (answers - careless):.1%}",
        end=" ",
    )
    print(f"its own spelling; {careless} more for words that it had left bare")


def _fixed_words(text: str) -> dict[int, tuple[str, str, bool]]:
    """Place of a word -> the word, the word with all its word-wise fixes, whether a dropped hamza is among them."""
    fixed: dict[int, tuple[str, str, bool]] = {}
    for finding in reversed(proofread(text)):
        place = finding.start
        while place and not text[place - 1].isspace():
            place -= 1
        end = finding.end
        while end < len(text) and not text[end].isspace():
            end += 1
        word = text[place:end]
        if finding.suggestion is None or " " in word or finding.fix_end > end:
            continue
        _word, so_far, is_dropped = fixed.get(place, (word, word, False))
        start = finding.fix_start - place
        so_far = so_far[:start] + finding.suggestion + so_far[start + finding.fix_end - finding.fix_start :]
        fixed[place] = (word, so_far, is_dropped or finding.rule == "hamza-dropped")
    return fixed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.proofing")
    parser.add_argument("--sample", type=int, metavar="SEED")
    parser.add_argument("--differences", action="store_true")
    options = parser.parse_args()
    if not DATA.is_dir():
        print("no ../shared/data beside this checkout: nothing to measure")
        return 0
    if options.sample is not None:
        sample_news(options.sample)
        return 0
    read_news()
    looked_at, held_out = halves()
    read_pairs(looked_at, "looked at while the lists were written", False)
    read_pairs(held_out, "held out", options.differences)
    strip_and_restore()
    return 0


if __name__ == "__main__":
    sys.exit(main())
