"""Slips of the keys: marks of the wrong width, blanks between Chinese characters, words that stand twice, addresses that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qi_desktop.core.checks.findings import Severity, Slip, rule
from qi_desktop.core.checks.subjects import ChapterSubject
from qi_desktop.core.messages import message
from qi_desktop.core.model import BlockKind, ParagraphRole

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF = re.compile(f"(?<=[{_HAN}》”）])[,;:?!](?=[{_HAN}《“（]|$)")
_BLANK = re.compile(f"(?<=[{_HAN}，。；：、])[ \u3000]+(?=[{_HAN}])")
_TWICE = re.compile("([，。；：、？！])\\1+|[，；：、][。；：，、]")
_RESIDUE = re.compile(r"\]\(|\*\*\S|</?(?:p|br|b|i|span|div|font)\b[^>]*>|&(?:nbsp|lt|gt|amp);")
_ADDRESS = re.compile(r"https?\s*[:：]\s*/\s*/\s*[^\s，。；）)\]]*(?:\s+[\w-]+(?:\.[\w-]+)+)?")
_SOUND = re.compile(r"https?://[^\s]+")
_CUT = re.compile(f"[{_HAN}]$")
_CUT_NUMBER = re.compile(r"\d\0(?:年|月|日|批|台|件|项|人|个|家|%|％)")  # the end of one paragraph, \0, the beginning of the next
_LABEL = 12  # characters
_LONG = 25  # characters; a shorter line without a mark is a line of its own


@rule("halfwidth-punctuation", Severity.WARNING, message("A mark of half width between Chinese characters."))
def halfwidth_punctuation(subject: ChapterSubject) -> Iterator[Slip]:
    """GB/T 15834-2011, 5.1: marks in Chinese text take the room of a character."""
    for passage in subject.passages:
        for found in _HALF.finditer(passage.text):
            right = _FULL[found[0]]
            yield subject.slip(message("Write “{right}” instead of “{wrong}”.", right=right, wrong=found[0]), passage, *found.span(), right)


@rule("space-in-chinese", Severity.INFO, message("A blank between two Chinese characters."))
def space_in_chinese(subject: ChapterSubject) -> Iterator[Slip]:
    """Only in running text: lines of their own are set apart with blanks (目 录), and titles of standards have them (《质量管理体系 要求》)."""
    for passage in subject.prose():
        if len(passage.text) < _LONG:
            continue
        for found in _BLANK.finditer(passage.text):
            before = passage.text[: found.start()]
            if before.count("《") > before.count("》"):
                continue
            yield subject.slip(message("No blank belongs between Chinese characters."), passage, *found.span(), "")


@rule("doubled-mark", Severity.WARNING, message("Two punctuation marks where one belongs."))
def doubled_mark(subject: ChapterSubject) -> Iterator[Slip]:
    """，， or 、。 and the like."""
    for passage in subject.passages:
        for found in _TWICE.finditer(passage.text):
            right = found[0][-1] if found[1] is None else found[1]
            yield subject.slip(message("One mark is enough: “{right}”.", right=right), passage, *found.span(), right)


@rule("doubled-word", Severity.WARNING, message("A word stands twice."))
def doubled_word(subject: ChapterSubject) -> Iterator[Slip]:
    """Only words that are none of their own when they are doubled, so that 信息信息化 stays silent."""
    words = subject.words.doubled
    if not words:
        return
    pattern = re.compile(f"(?:{'|'.join(words)})(?![化性度级法])")
    for passage in subject.passages:
        for found in pattern.finditer(passage.text):
            yield subject.slip(
                message("“{words}” stands twice.", words=found[0][: len(found[0]) // 2]), passage, *found.span(), found[0][: len(found[0]) // 2]
            )


@rule("markup-residue", Severity.ERROR, message("Signs of another program's markup were pasted along."))
def markup_residue(subject: ChapterSubject) -> Iterator[Slip]:
    """HTML tags, Markdown links."""
    for passage in subject.passages:
        for found in _RESIDUE.finditer(passage.text):
            yield subject.slip(message("“{words}” is the markup of another program.", words=found[0]), passage, *found.span())


@rule("address-broken", Severity.WARNING, message("A web address has a blank or a full-width sign in it."))
def address_broken(subject: ChapterSubject) -> Iterator[Slip]:
    """Nobody can follow it."""
    for passage in subject.passages:
        for found in _ADDRESS.finditer(passage.text):
            if not _SOUND.fullmatch(found[0]) or "：" in found[0]:
                right = re.sub(r"\s+", "", found[0]).replace("：", ":")
                yield subject.slip(message("This address does not work; write {right}.", right=right), passage, *found.span(), right)


@rule("paragraph-broken", Severity.WARNING, message("A sentence ends in the middle and goes on in the next paragraph."))
def paragraph_broken(subject: ChapterSubject) -> Iterator[Slip]:
    """What is left when a file with fixed lines is pasted."""
    texts = {passage.place.id: passage for passage in subject.prose()}
    for first, second in pairwise(subject.blocks):
        plain = all(
            block.kind is BlockKind.PARAGRAPH and block.attributes.get("role", ParagraphRole.BODY) == ParagraphRole.BODY for block in (first, second)
        )
        if not plain or first.id not in texts or second.id not in texts:
            continue
        text = texts[first.id].text.rstrip()
        following = texts[second.id].text.lstrip()
        labelled = "：" in text[:_LABEL] or ":" in text[:_LABEL]  # 报告获取方式：… is a line of its own
        if len(text) >= _LONG and following and not labelled and (_CUT.search(text) or _CUT_NUMBER.search(f"{text[-1]}\0{following[:1]}")):
            yield subject.slip(
                message("The sentence does not end here; join it with the next paragraph."), texts[first.id], max(0, len(text) - 6), len(text)
            )
