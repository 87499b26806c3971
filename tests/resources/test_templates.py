"""The outlines are complete, consistent, and their prompts are prompts."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from typing import Any

import pytest

from tests.resources import sample_files

_TEMPLATES = ("outline-2013", "outline-31870", "blank")


def _template(name: str) -> dict[str, Any]:
    return tomllib.loads((sample_files.RESOURCES / "templates" / f"{name}.toml").read_text("utf-8"))


def _nodes(name: str) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = _template(name)["nodes"]
    return nodes


def _outline(name: str) -> list[tuple[int, str, str]]:
    """Level, title and matter of each node; a node below has the matter of its chapter."""
    outline: list[tuple[int, str, str]] = []
    matter = "body"
    for node in _nodes(name):
        if node["level"] == 1:
            matter = node.get("matter", "body")
        outline.append((node["level"], node["title"], matter))
    return outline


@pytest.mark.parametrize("name", _TEMPLATES)
class TestEveryTemplate:
    def test_is_named_as_its_file_and_titled_in_both_languages(self, name: str) -> None:
        template = _template(name)
        assert template["name"] == name
        for texts in (template["title"], template["description"]):
            assert set(texts) == {"zh", "en"}
            assert all(texts.values())

    def test_has_keys_that_are_used_once(self, name: str) -> None:
        keys = [node["key"] for node in _nodes(name)]
        assert all(keys)
        assert len(set(keys)) == len(keys)

    def test_has_titles_that_are_used_once_and_have_no_number(self, name: str) -> None:
        titles = [node["title"] for node in _nodes(name)]
        assert len(set(titles)) == len(titles)
        assert [title for title in titles if re.match(r"第.+章|[\d一二三四五六七八九十]+[、.．]|（.+）", title)] == []

    def test_uses_only_the_known_words(self, name: str) -> None:
        for node in _nodes(name):
            assert node["requirement"] in ("required", "recommended", "optional")
            assert node.get("matter", "body") in ("front", "body", "back")
            assert node["level"] == 1 or "matter" not in node
            assert set(node) <= {"key", "level", "title", "matter", "requirement", "guidance", "department"}

    def test_never_jumps_over_a_level(self, name: str) -> None:
        levels = [0, *(node["level"] for node in _nodes(name))]
        assert levels[1] == 1
        assert [(before, after) for before, after in pairwise(levels) if after > before + 1] == []

    def test_goes_from_front_matter_to_body_to_back_matter(self, name: str) -> None:
        order = ["front", "body", "back"]
        places = [order.index(matter) for _, _, matter in _outline(name)]
        assert places == sorted(places)

    def test_tells_the_writer_of_each_chapter_what_to_write(self, name: str) -> None:
        for node in _nodes(name):
            sentences = [sentence for sentence in node["guidance"].split("。") if sentence]
            assert 1 <= len(sentences) <= 3, node["key"]
            assert len(node["guidance"]) >= 20, node["key"]
            assert node["guidance"].endswith("。")
        guidance = [node["guidance"] for node in _nodes(name)]
        assert len(set(guidance)) == len(guidance)

    def test_names_a_department_that_the_sample_has(self, name: str) -> None:
        departments = {row["name"] for row in sample_files.rows("departments")}
        assert {node["department"] for node in _nodes(name)} <= departments


def test_the_sample_follows_the_2013_outline() -> None:
    """Each heading of the sample is a node at the same level and in the same order; what the sample leaves out is not required."""
    outline = _outline("outline-2013")
    headings: list[tuple[int, str, str]] = []
    matter = "body"
    for line in sample_files.chapters():
        if line.kind == "heading":
            matter = (line.matter or "body") if line.level == 1 else matter
            headings.append((line.level, line.text, matter))
    assert [place for place in outline if place in headings] == headings
    left_out = [node["title"] for node, place in zip(_nodes("outline-2013"), outline, strict=True) if place not in headings]
    assert left_out == ["报告数据说明", "对利益相关方的关注", "内部审核与管理评审", "执行的产品标准", "监督抽查与召回", "意见反馈"]
    assert not {node["title"] for node in _nodes("outline-2013") if node["requirement"] == "required"} & set(left_out)


def test_the_outline_after_the_national_standard_is_for_reference_only() -> None:
    template = _template("outline-31870")
    assert "参考" in template["title"]["zh"]
    assert "参考" in template["description"]["zh"]
    assert "符合" not in template["title"]["zh"] + template["description"]["zh"]
    assert all(node["guidance"].startswith("参考：") for node in template["nodes"])


def test_the_outline_after_the_national_standard_has_its_parts() -> None:
    assert [title for level, title, _ in _outline("outline-31870") if level == 1] == [
        "编制规范",
        "高层致辞",
        "企业简介",
        "企业质量理念",
        "企业质量管理",
        "质量诚信管理",
        "质量管理基础",
        "产品质量责任",
        "质量文化建设",
        "报告结语",
    ]


def test_the_blank_outline_is_a_declaration_a_profile_and_one_chapter() -> None:
    assert [(level, matter) for level, _, matter in _outline("blank")] == [(1, "front"), (1, "front"), (1, "body")]
