"""The sample report tells what the reference report tells, at the same length, in words of its own."""

from __future__ import annotations

import re

import pytest

from tests.resources import sample_files

# What may be the same for thirteen characters and more: names, titles, slogans, labels of a form and quoted data, never a sentence.
_ALLOWED = (
    "天信仪表集团有限公司",
    "金卡智能集团股份有限公司",
    "温州市质量技术监督协会常务理事单位",
    "生产安全事故应急预案管理办法",
    "中华人民共和国产品质量法",
    "中华人民共和国产品计量法",
    "中华人民共和国计量法第十三条",
    "中华人民共和国计量法实施细则",
    "为用户提供天然气应用系统解决方案",
    "其技术指标达到国外同类产品先进水平",  # a quoted judgement of others
    "提高全员意识严守法律法规",
    "提升管控水平预防事故发生",
    "全面综合整治改进工作绩效",
    "批准日期二〇一一年六月三日",
    "批准日期二〇一三年十一月四日",
    "经批准的计量器具新产品名称类别型号",  # a label of the certificate's form
    "环境职业健康安全方针的含义",
    "报告获取方式通过公司网站下载",
    "国家火炬计划重点高新技术企业",
    "国家安全质量标准化二级企业",
    "全国五一劳动奖状浙江省重合同守信用级浙江省文明单位苍南县纳税大户",  # honours
    "中石油油气管道国产化设备项目",
    "质量管理体系环境管理体系职业健康安全管理体系测量管理体系特种设备认证欧盟认证认证",  # the certifications held
)

# Lines that the reference's page breaks cut in two: how the first half ends.
_CUT_LINES = ("本报告", "公司于1999", "进行策", "公司现有量具均", "维修和更", "应急预案和专项")

_HEADING = re.compile(r"第.章 |\d\.\d(\.\d)? |结 束 语|郑重声明|董事长致词|企业简介|目录")
_HAN = re.compile(r"[\u3400-\u9fff〇]")
_RUN = 13

_skip_without_reference = pytest.mark.skipif(not sample_files.REFERENCE.exists(), reason="the reference report is not here")


def _reference_sections() -> dict[str, list[str]]:
    """The paragraphs of the reference by heading, without the headings' numbers, cut lines healed; tables with caption and note are left out."""
    beside_tables = {"以下空白", *(sample_files.options(line).get("caption", "") for line in sample_files.chapters() if line.kind == "register")}
    titles = {line.text for line in sample_files.chapters() if line.kind == "heading"}
    sections: dict[str, list[str]] = {}
    title = ""
    cut = False
    fresh = True  # a blank line went before
    for line in (raw.strip(" ") for raw in sample_files.REFERENCE.read_text("utf-8").splitlines()):
        name = re.sub(r"^(第.章 |\d\.\d(\.\d)? )", "", line).replace("结 束 语", "结束语")
        if not line:
            fresh = True
        elif _HEADING.match(line) and "\t" not in line and (name in titles or name == "目录"):
            title = name if name not in sections else f"{name} (2)"
            sections[title] = []
        elif title and "\t" not in line and line not in beside_tables:
            if cut or (not fresh and sections[title] and not line.startswith(("- ", "提升", "全面", "批准人"))):
                sections[title][-1] += line
            else:
                sections[title].append(line)
            cut = line.endswith(_CUT_LINES)
            fresh = False
    del sections["目录"]
    return sections


def _sample_sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    title = ""
    for line in sample_files.chapters():
        if line.kind == "heading":
            title = line.text if line.text not in sections else f"{line.text} (2)"
            sections[title] = []
        elif line.kind not in ("figure", "register"):
            sections[title].append(f"{line.marker}{' ' if line.marker == '-' else ''}{sample_files.shown(line.text)}")
    return sections


def _han_only(text: str) -> str:
    return "".join(_HAN.findall(text))


def _length(text: str) -> int:
    return len(re.sub(r"\s|\[|\]\(.*?\)", "", text))


@_skip_without_reference
def test_every_heading_has_as_many_paragraphs_as_in_the_reference() -> None:
    reference, sample = _reference_sections(), _sample_sections()
    assert list(sample) == list(reference)
    assert {title: len(paragraphs) for title, paragraphs in sample.items()} == {title: len(paragraphs) for title, paragraphs in reference.items()}


@_skip_without_reference
def test_every_paragraph_is_about_as_long_as_in_the_reference() -> None:
    reference, sample = _reference_sections(), _sample_sections()
    strange = [
        (f"{_length(new) / _length(old):.2f}", old, new)
        for title in sample
        for old, new in zip(reference[title], sample[title], strict=True)
        # A few characters more or less are nothing in a short item.
        if abs(_length(new) - _length(old)) > max(4, 0.2 * _length(old))
    ]
    assert strange == []


@_skip_without_reference
def test_no_sentence_of_the_reference_is_used_again() -> None:
    """Punctuation, blanks and digits are left out of both texts, so a comma set elsewhere hides nothing."""
    known = _han_only("".join(sample_files.REFERENCE.read_text("utf-8").split()))
    shared: list[str] = []
    for paragraph in (paragraph for paragraphs in _sample_sections().values() for paragraph in paragraphs):
        text = paragraph
        for name in sorted(_ALLOWED, key=len, reverse=True):
            text = _without(text, name)
        for part in text.split("\0"):
            han = _han_only(part)
            shared += [han[i : i + _RUN] for i in range(len(han) - _RUN + 1) if han[i : i + _RUN] in known]
    assert shared == []


def _without(text: str, name: str) -> str:
    """The text with the name cut out, also where marks stand between its characters."""
    marks = r"[^\u3400-\u9fff〇\0]*"
    return re.sub(marks.join(map(re.escape, name)), "\0", text)
