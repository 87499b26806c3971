"""The sample report has every heading, list, slot, row and figure of the report it is made after."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

import pytest

from tests.resources import sample_files
from tests.resources.sample_files import SAME_AS_ABOVE

_FRONT = ["郑重声明", "董事长致词", "企业简介"]
_BODY: dict[str, dict[str, list[str]]] = {
    "质量理念": {"企业使命": [], "公司愿景": [], "企业价值观": [], "质量方针": [], "环境方针": []},
    "质量内部管理": {"质量管理机构": ["品质部组织架构图", "管理者代表", "品质部"], "质量管理体系": []},
    "质量诚信": {
        "质量诚信管理": [
            "完善质量体系，加强质量管理",
            "严密节点控制，重视过程管理",
            "建立监督机制，执行责任管理",
            "鼓励全员参与，实现质量改善",
            "升级信息传递，强化指标监控",
        ],
        "质量文化建设": ["诚信教育", "诚信自律", "企业文化"],
    },
    "质量基础": {"产品标准和专利": [], "计量水平": [], "认证认可情况": [], "特种设备安全管理": []},
    "产品质量责任": {"质量检验情况": [], "产品质量承诺": [], "生产许可情况": []},
    "质量风险管理": {"质量投诉": [], "质量风险监测": ["质量控制点", "质量监督审核"], "应急管理": []},
}
_BACK = ["结束语"]


def _headings() -> list[tuple[int, str, str]]:
    return [(line.level, line.text, line.matter) for line in sample_files.chapters() if line.kind == "heading"]


def _report_text() -> str:
    """All words of the report as a reader sees them, without blanks."""
    return "".join("".join(sample_files.shown(line.text).split()) for line in sample_files.chapters())


# --- headings --------------------------------------------------------------------------------------------------------------------------------


def test_the_headings_stand_in_the_order_and_at_the_levels_of_the_reference() -> None:
    expected = [(1, title, "front") for title in _FRONT]
    for chapter, sections in _BODY.items():
        expected.append((1, chapter, ""))
        for section, subsections in sections.items():
            expected += [(2, section, ""), *((3, title, "") for title in subsections)]
    expected += [(1, title, "back") for title in _BACK]
    assert _headings() == expected


def test_there_are_6_chapters_19_sections_and_13_subsections() -> None:
    assert Counter(level for level, _, matter in _headings() if not matter) == {1: 6, 2: 19, 3: 13}


def test_no_heading_has_a_typed_number_or_a_blank() -> None:
    assert [title for _, title, _ in _headings() if re.search(r"^第.章|^[\d一二三四五六]+[、.]|\s", title)] == []


# --- lists -----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "markers"),
    [
        ("质量方针", ["1、", "2、", "3、", "4、", "4.1", "4.2"]),
        ("管理者代表", ["-"] * 6),
        ("品质部", ["-"] * 14),
        ("质量管理体系", ["1、", "1)", "2、"]),
        ("质量检验情况", ["1、", "2、", "3、"]),
        # The reference counts on from 2 to 4; the gap is one of the things that a check must find.
        (
            "产品质量承诺",
            ["1、", "2、", "1)", "2)", "3)", "1)", "2)", "3)", "4)", "4、", "5、", "6、", "7、", "8、", "9、", "10、", "11、"],
        ),
    ],
)
def test_a_list_has_the_numbers_of_the_reference(title: str, markers: list[str]) -> None:
    assert [line.marker for line in sample_files.section(title) if line.kind == "item"] == markers


def test_no_other_section_has_a_list() -> None:
    title, found = "", set()
    for line in sample_files.chapters():
        title = line.text if line.kind == "heading" else title
        found |= {title} if line.kind == "item" else set()
    assert found == {"质量方针", "管理者代表", "品质部", "质量管理体系", "质量检验情况", "产品质量承诺"}


def test_inner_items_are_one_level_deeper() -> None:
    inner = {"4.1", "4.2", "1)", "2)", "3)", "4)"}
    items = [line for line in sample_files.chapters() if line.kind == "item"]
    assert all(line.level == (1 if line.marker in inner else 0) for line in items)


def test_each_duty_ends_with_a_semicolon_and_the_last_one_with_a_full_stop() -> None:
    for title in ("管理者代表", "品质部"):
        ends = [line.text[-1] for line in sample_files.section(title) if line.kind == "item"]
        assert ends == ["；"] * (len(ends) - 1) + ["。"]


def test_the_slogans_are_centred_and_word_for_word() -> None:
    assert [line.text for line in sample_files.section("环境方针") if line.kind == "slogan"] == [
        "提高全员意识，严守法律法规；",
        "提升管控水平，预防事故发生，",
        "全面综合整治，改进工作绩效。",
    ]
    assert [sample_files.section(title)[0].text for title in ("企业使命", "公司愿景", "企业价值观")] == [
        "为用户提供天然气应用系统解决方案。",
        "创国际品牌，树百年企业",
        "诚信、创新、和谐、奉献",
    ]


# --- front matter ----------------------------------------------------------------------------------------------------------------------------


def test_the_declaration_shows_its_settings_under_bold_labels() -> None:
    lines = [line.text for line in sample_files.section("郑重声明")]
    assert [re.match(r"\*\*(.+?)：\*\*", line)[1] for line in lines if line.startswith("**")] == [  # type: ignore[index]
        "组织范围",
        "报告时间",
        "发布周期",
        "报告获取方式",
    ]
    text = _report_text()
    for value in ("2018年1月1日至12月31日", "第1份质量诚信报告", "发布周期：一年", "组织范围：天信仪表集团有限公司"):
        assert value in text


def test_every_field_stands_for_a_known_value() -> None:
    data = sample_files.report()
    names = set(re.findall(r"\{([^{}]*)\}", "".join(line.text for line in sample_files.chapters())))
    own = set(sample_files.own_fields())
    assert own <= names
    assert names - own - {"report.period"} <= {f"{table}.{name}" for table, values in data.items() for name in values}
    assert {"company.name", "report.scope", "report.period", "report.ordinal", "report.cycle", "report.access"} <= names


def test_the_settings_are_those_of_the_reference() -> None:
    data = sample_files.report()
    assert data["company"]["english_name"] == "Tancy Instrument Group Co., Ltd."
    assert data["company"]["stock_code"] == "300349"
    assert (data["report"]["title"], data["report"]["year"], data["report"]["template"]) == ("质量诚信报告", 2018, "outline-2013")
    assert data["company"]["website"] in data["report"]["access"]


# --- figure slots and register views ---------------------------------------------------------------------------------------------------------


def test_every_picture_of_the_reference_has_a_required_slot_with_a_description() -> None:
    title, slots = "", Counter[str]()
    for line in sample_files.chapters():
        title = line.text if line.kind == "heading" else title
        if line.kind == "figure":
            options = sample_files.options(line)
            assert options["alt"]
            assert "required" in options
            slots[title] += 1
    # Two certificates: the frame with the emblem, the mark with its number, the seal.
    assert slots == {"董事长致词": 1, "质量方针": 1, "品质部组织架构图": 1, "生产许可情况": 6, "质量投诉": 1}


def test_every_table_of_the_reference_is_a_view_of_a_register() -> None:
    title, views = "", []
    for line in sample_files.chapters():
        title = line.text if line.kind == "heading" else title
        if line.kind == "register":
            options = sample_files.options(line)
            views.append((title, options["name"], options.get("parent", ""), options.get("caption", ""), options.get("note", "")))
    assert views == [
        ("质量管理体系", "quality_targets", "", "", ""),
        ("产品标准和专利", "standards_drafted", "", "2015-2017 年主持制订国家标准和行业标准一览表", ""),
        ("生产许可情况", "certificate_models", "cpa-2011", "", "以下空白"),
        ("生产许可情况", "certificate_models", "cpa-2013", "", "以下空白"),
    ]


def test_every_view_names_columns_of_its_register() -> None:
    for line in sample_files.chapters():
        if line.kind == "register":
            options = sample_files.options(line)
            columns = options["columns"].split(",")
            assert set(columns) <= _declared(options["name"])
            assert {label.partition(":")[0] for label in options.get("labels", "").split(",") if label} <= set(columns)


# --- register rows ---------------------------------------------------------------------------------------------------------------------------

_REGISTERS = sorted(path.stem for path in sample_files.SAMPLE.glob("*.csv"))


def _declared(register: str, entered_only: bool = False) -> set[str]:
    data = tomllib.loads((sample_files.RESOURCES / "registers" / f"{register}.toml").read_text("utf-8"))
    return {column["name"] for column in data["columns"] if not (entered_only and column.get("derived"))}


@pytest.mark.parametrize("register", _REGISTERS)
def test_a_file_of_rows_has_the_columns_of_its_register(register: str) -> None:
    for row in sample_files.rows(register):
        assert set(row) - {"key", "parent"} <= _declared(register, entered_only=True)
        assert None not in row.values()


@pytest.mark.parametrize("register", _REGISTERS)
def test_choices_are_among_those_declared(register: str) -> None:
    data = tomllib.loads((sample_files.RESOURCES / "registers" / f"{register}.toml").read_text("utf-8"))
    for column in data["columns"]:
        allowed = {"", SAME_AS_ABOVE, *column.get("choices", ())}
        if column.get("choices"):
            assert {row.get(column["name"], "") for row in sample_files.rows(register)} <= allowed


def test_every_parent_is_the_key_of_a_certificate() -> None:
    keys = [row["key"] for row in sample_files.rows("product_certificates")]
    assert keys == ["cpa-2011", "cpa-2013"]
    assert Counter(row["parent"] for row in sample_files.rows("certificate_models")) == {"cpa-2011": 8, "cpa-2013": 20}


def _runs(cells: list[str]) -> list[tuple[str, int]]:
    """The cells with how many rows each covers."""
    runs: list[tuple[str, int]] = []
    for cell in cells:
        if cell == SAME_AS_ABOVE:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((cell, 1))
    return runs


def test_the_standards_are_merged_by_category() -> None:
    rows = sample_files.rows("standards_drafted")
    assert len(rows) == 18
    assert _runs([row["category"] for row in rows]) == [("国家标准", 8), ("行业标准", 6), ("地方标准", 1), ("国际标准", 1), ("团体标准", 2)]


def test_the_standards_keep_the_numbers_and_dates_of_the_reference() -> None:
    rows = sample_files.rows("standards_drafted")
    assert [row["number"] for row in rows] == [
        "GB/T 32201-2015",
        "20153565-T-604",
        "GB/Z 33875-2017",
        "GB/Z 33902-2017",
        "GB/T 34049-2017",
        "GB/T 34071-2017",
        "GB/T 34041.1-2017",
        "GB/T 34041.2-2017",
        "JB/T 2274-2014",
        "JB/T 9242-2015",
        "JB/T 7385-2015",
        "JJG 1121-2015",
        "JB/T 9246-2016",
        "CJJ/T 259-2016",
        "DB31/T 907-2015",
        "ISO 5167-5-2016",
        "T/ZZB 0108-2016",
        "T/ZZB 0110-2016",
    ]
    assert [row["published"] for row in rows] == [
        "2015-12-10",
        "批准中",
        *["2017-07-12"] * 2,
        *["2017-07-31"] * 2,
        *["2018-04-01"] * 2,
        "2014-05-06",
        *["2015-10-10"] * 2,
        "2015-12-07",
        "2016-10-22",
        "2016-11-15",
        "2016-02-17",
        "2016-03-01",
        *["2016-09-30"] * 2,
    ]
    assert {row["number"]: row["role"] for row in rows if row["role"]} == {"T/ZZB 0108-2016": "参与", "T/ZZB 0110-2016": "主持"}


def test_the_targets_are_those_of_the_reference() -> None:
    rows = sample_files.rows("quality_targets")
    assert _runs([row["category"] for row in rows]) == [("旋进流量计", 1), ("涡轮流量计", 4), ("罗茨流量计", 3)]
    assert _runs([row["indicator"] for row in rows]) == [("产品一次送检合格率", 8)]
    assert [row["target"] for row in rows] == ["98", "96", "94", "96", "93", "98", "96", "98"]
    assert [row["product"].partition(" ")[0] for row in rows] == ["TDS", "TBQZ", "TBQZ", "TBQJ", "TBQC", "G", "CPU", "TYL"]


def test_the_certificates_keep_their_dates_and_signatories() -> None:
    certificates = [(row["title"], row["approved"], row["signatory"]) for row in sample_files.rows("product_certificates")]
    assert certificates == [("计量器具型式批准证书", "2011-06-03", "杨琰宁"), ("计量器具型式批准证书", "2013-11-04", "赵夏迪")]


def test_the_models_are_merged_as_on_the_certificates() -> None:
    rows = sample_files.rows("certificate_models")
    first = [row for row in rows if row["parent"] == "cpa-2011"]
    second = [row for row in rows if row["parent"] == "cpa-2013"]
    assert _runs([row["name"] for row in first]) == [("气体涡轮流量计", 8)]
    assert _runs([row["model"] for row in first]) == [("TYL", 8)]
    assert _runs([row["accuracy"] for row in first]) == [("1.0级", 6), ("1.5级", 2)]
    assert _runs([row["name"] for row in second]) == [("气体涡轮流量计", 20)]
    # The second 1.6 is entered anew, as it is printed on the certificate.
    assert _runs([row["nominal_pressure"] for row in second]) == [("1.6", 11), ("1.6", 9)]
    assert _runs([row["accuracy"] for row in second]) == [("1.0级、1.5级", 20)]


def test_the_models_keep_their_names_and_ranges() -> None:
    rows = sample_files.rows("certificate_models")
    assert [len(row["specification"].split("、")) for row in rows[:8]] == [1, 9, 9, 1, 8, 9, 8, 8]
    assert all(re.fullmatch(r"TBQM-G\d+-DN\d+", row["model"]) for row in rows[8:])
    assert len({row["model"] for row in rows[8:]}) == 20
    for row in rows[8:]:
        low, high = map(float, row["flow_range"].split("-"))
        assert high / low == pytest.approx(20, rel=0.08) or row["flow_range"] in ("6.5-65", "10-100")


def test_the_inspections_keep_their_counts() -> None:
    rows = sample_files.rows("inspections")
    assert [(row["category"], row["inspected"], row["passed"], row["counting_unit"]) for row in rows] == [
        ("原材料", "968", "961", "批"),
        ("外协件", "3583", "3498", "批"),
        ("外购件", "7034", "6860", "批"),
        ("成品一次", "37037", "34635", "台"),
        ("气体腰轮流量计", "9672", "9404", "台"),
    ]
    assert {row["period"] for row in rows} == {"2017"}


def test_the_rates_and_totals_are_computed_and_stand_in_no_register() -> None:
    computed = {name: query["what"] for name, query in sample_files.own_fields().items() if query["register"] == "inspections"}
    assert {what for name, what in computed.items() if name.endswith("率")} == {"ratio"}
    assert computed["原料检验数"] == computed["原料合格数"] == "sum"
    text = _report_text()
    for words in ("检验原料11585批，其中合格11319批，合格率97.7%", "外协件3583批，合格3498批，合格率97.63%", "合格34635台，成品一次合格率达93.5%"):
        assert words in text
    assert "合格9404台，合格率为97.2%" in text


def test_the_promises_keep_their_limits_and_their_contradiction() -> None:
    rows = sample_files.rows("service_promises")
    assert [(row["action"], row["limit"], row["limit_unit"]) for row in rows if row["limit"]] == [
        ("包退", "90", "天"),
        ("包换", "1", "年"),
        ("保修", "2", "年"),
        ("点对点服务", "24", "小时"),
        ("答复", "2", "小时"),
        ("技术服务人员到达现场", "24", "小时"),
        ("协调各办事处或技术服务中心", "1", "小时"),
        ("答复", "2", "小时"),
        ("技术服务人员到达现场", "48", "小时"),
    ]
    assert [row["key"] for row in rows if not row["limit"]] == ["batch-test", "traceability", "no-rejects"]


def test_the_facts_keep_their_values_and_how_exact_they_are() -> None:
    facts = {row["key"]: (row["value"], row["vagueness"]) for row in sample_files.rows("facts")}
    assert facts == {
        "first-certified": ("1999", ""),
        "employees": ("480", ""),
        "patents": ("30", "多"),
        "invention-patents": ("5", ""),
        "utility-patents": ("39", ""),
        "offices": ("38", ""),
        "outlets": ("40", "余"),
        "programme-863": ("1", ""),
        "programme-torch": ("1", ""),
        "key-equipment": ("1", ""),
        "provincial-products": ("2", ""),
        "provincial-trials": ("3", ""),
        "factory-pass-rate": ("100", ""),
    }


@pytest.mark.skipif(not sample_files.REFERENCE.exists(), reason="the reference report is not here")
def test_every_cell_of_the_reference_tables_is_carried_over() -> None:
    tables = _reference_tables()
    standards = [
        [str(n), row["title"], row["category"], row["number"], row["published"]] for n, row in enumerate(sample_files.rows("standards_drafted"), 1)
    ]
    targets = [[row["product"], f"{row['target']}%"] for row in sample_files.rows("quality_targets")]
    models = sample_files.rows("certificate_models")
    first = [[row["name"], row["model"], row["specification"], row["accuracy"]] for row in models[:8]]
    second = [[row["name"], row["model"], row["flow_range"], row["nominal_pressure"], row["accuracy"]] for row in models[8:]]
    assert [[_folded(cell) for cell in row] for row in tables] == [
        ["" if cell == SAME_AS_ABOVE else cell for cell in row] for row in (*targets, *standards, *first, *second)
    ]


def _reference_tables() -> list[list[str]]:
    """The rows of the reference's tables, without contents, headers and the group before a target's product."""
    rows = [line.split("\t") for line in sample_files.REFERENCE.read_text("utf-8").splitlines() if "\t" in line]
    rows = [row for row in rows if not row[1].isdecimal() and row[0] not in ("序号", "名称")]
    return [[row[0].split(": ")[-1], row[1]] if len(row) == 2 else row for row in rows]


def _folded(cell: str) -> str:
    """A date in its ISO form, and a standard's number without the blank that the reference has behind a dot."""
    if date := re.fullmatch(r"(\d{4})\. (\d{1,2})\. (\d{1,2})", cell):
        return f"{date[1]}-{date[2]:0>2}-{date[3]:0>2}"
    return re.sub(r"(?<=\d)\. (?=\d)", ".", cell)


# --- the same in the text --------------------------------------------------------------------------------------------------------------------

# The facts by the heading they stand under; blanks separate them and are left out of the text. Two rates are computed where the reference cut them
# off: 961/968 is 99.28 %, not 99.27 %, and 6860/7034 is 97.53 %, not 97.52 %.
_FACTS_OF_THE_TEXT = {
    "郑重声明": "组织范围：天信仪表集团有限公司 2018年1月1日至12月31日 第1份质量诚信报告 发布周期：一年 通过公司网站http://www.tancy.com.cn下载",
    "董事长致词": "2017年 银证、华思科、金燃 “为用户提供天然气应用系统解决方案” 愿景 使命 “互联网+能源” 天信仪表集团有限公司董事长",
    "企业简介": """1995年 A股股票代码：300349 金卡智能集团股份有限公司 全资子公司 480人 国家863计划项目承担单位 国家火炬计划重点高新技术企业
        国家安全质量标准化二级企业 全国五一劳动奖状 浙江省重合同守信用AAA级 浙江省文明单位 苍南县纳税大户 30多项 38个办事处和售后服务中心 24小时不间断
        欧盟认证 OIML认证 欧盟MID认证 TBQM型气体涡轮流量计 FC-I型流量计算机 中石油油气管道国产化设备项目 国家能源局 中石油天然气集团总公司 中机联
        “其技术指标达到国外同类产品先进水平” 欧洲、中亚、东南亚 石油 石化 轻工 冶金 电力 煤炭 城市燃气 “为用户提供天然气应用系统解决方案”的使命""",
    "环境方针": "天信仪表集团有限公司 环境、职业健康安全方针的含义：",
    "管理者代表": "ISO9001:2016《质量管理体系要求》 《质量手册》",
    "品质部": "质量/环境/职业健康安全 总工程师 管理者代表 行政部 内部审核组 纠正措施/预防措施",
    "质量管理体系": "1999年 业内首家 ISO9001、ISO14001、OHSAS18001、测量管理体系 产品一次送检合格率",
    "完善质量体系，加强质量管理": "国家标准 浙江制造标准 卓越绩效管理模式",
    "建立监督机制，执行责任管理": "质量管理考评管理制度 生产中心",
    "鼓励全员参与，实现质量改善": "合理化提案 日常质量改善 QC小组 技术革新",
    "升级信息传递，强化指标监控": "ERP系统",
    "诚信教育": "《人力资源控制程序》 《培训管理规定》",
    "诚信自律": "“浙江名牌产品” “浙江省著名商标” “计量诚信优秀单位” “温州市质量技术监督协会常务理事单位”",
    "企业文化": "“质量月” “认同感” “质量第一、诚信为本”",
    "产品标准和专利": """截至2017年底 国家高技术发展（863）计划1项 国家火炬计划1项 关键设备国产化项目1项 省级工业新产品2项 省级新产品试制计划3项
        2014年以来 起草国家标准8项 起草行业标准和团体标准8项 “浙江制造” 主起草T/ZZB0110-2016《气体腰轮流量计》
        参与起草T/ZZB0108-2016《气体涡轮流量计》 发明专利5项 实用专利39项""",
    "计量水平": "品质部 国内外知名品牌 法定计量机构",
    "认证认可情况": """ISO9001质量管理体系 ISO14001环境管理体系 OHSAS18001职业健康安全管理体系 AAA测量管理体系 TS特种设备认证 欧盟PED认证 MID认证
        欧盟防爆认证""",
    "特种设备安全管理": "“三违” 持证上岗",
    "质量检验情况": """2017年 11585批 11319批 97.7% 原材料968批 合格961批 99.28% 外协件3583批 合格3498批 97.63% 外购件7034批 合格6860批 97.53%
        37037台 合格34635台 93.5% 9672台 合格9404台 97.2% 出厂合格率为100%""",
    "产品质量承诺": """《中华人民共和国产品质量法》 《中华人民共和国产品计量法》 更换、退货“三包” 产品自发货之日起90天 产品自发货之日起1年内
        产品自发货之日起2年 批批检测 绝不出厂 批批可追溯""",
    "生产许可情况": """在有效期内 中华人民共和国计量法第十三条 中华人民共和国计量法实施细则 批准日期：二〇一一年六月三日 批准人签名：杨琰宁
        批准日期：二〇一三年十一月四日 批准人签名：赵夏迪 批准部门（盖章）""",
    "质量投诉": """品质部 市场部、售后服务部 售后部 4009269922、0577-68858059 40余个 2小时内给予答复 24小时内到达现场 1小时内 48小时内到达现场""",
    "质量监督审核": "《产品质量考核制度》",
    "应急管理": "《安全生产法》 《突发事件应对法》 《生产安全事故应急预案管理办法》 综合应急预案 专项应急预案",
    "结束语": "2014年 浙江省 “浙江制造” “为用户提供天然气应用系统解决方案”的崇高使命",
}


@pytest.mark.parametrize("title", _FACTS_OF_THE_TEXT)
def test_the_facts_of_the_reference_are_told_where_it_tells_them(title: str) -> None:
    told = "".join("".join(sample_files.shown(line.text).split()) for line in sample_files.section(title))
    assert [fact for fact in _FACTS_OF_THE_TEXT[title].split() if fact not in told] == []


def test_both_limits_for_a_reply_are_told() -> None:
    told = "".join(sample_files.shown(line.text) for line in sample_files.section("质量投诉"))
    assert told.count("2小时内给予答复") == 2


def test_the_departments_of_the_text_are_registered() -> None:
    names = [row["name"] for row in sample_files.rows("departments")]
    assert {"品质部", "行政部", "生产中心", "市场部", "售后服务部", "内部审核组"} <= set(names)
    assert [name for name in names if name not in _report_text()] == []
    assert all(row["duty"] for row in sample_files.rows("departments"))
