"""A checker that cries wolf is switched off: sentences as good reports have them, at which no rule that needs facts may fire."""

from __future__ import annotations

from dataclasses import replace

from qi_desktop.core.checks import AcrossSubject, Finding, check_across, check_chapter, of_chapter, of_rows
from tests.core.checks.examples import KNOWLEDGE, chapter, register_subject

GOOD = """
公司成立于1995年，2003年通过ISO 9001:2000质量管理体系认证，2018年完成GB/T 19001-2016换版。
公司现有员工480人，其中工程技术人员120人，高级职称15人，大专以上学历员工占60%。
公司拥有发明专利5项、实用新型专利39项，2018年新增发明专利2项，授权实用新型专利6项。
公司注册资本1亿元，占地面积56亩，建筑面积3.2万平方米。
全年共接到顾客投诉12件，其中质量投诉7件，服务投诉5件，均已办结，办结率100%。
2018年共受理投诉12件，比2017年的15件下降20%。
公司设立24小时服务热线400-926-9922，接到投诉后2小时内响应，省内24小时、省外48小时内到达现场。
产品保修期为24个月，易损件保修期为6个月。
质保期内非人为损坏的，公司免费维修；质保期外，收取成本费用。
公司自2016年1月1日起执行新的三包规定，三包期为一年。
公司承诺对产品实行包修、包换、包退的“三包”服务。
《中华人民共和国产品质量法》《中华人民共和国计量法》《中华人民共和国标准化法》《中华人民共和国消费者权益保护法》《中华人民共和国反不正当竞争法》
《浙江省产品质量监督条例》《浙江省计量监督管理条例》《计量器具新产品管理办法》《缺陷消费品召回管理办法》《工业产品生产许可证管理条例》
《企业质量诚信管理实施规范》《质量手册》《不合格品控制程序》《顾客满意度测量控制程序》《应急预案管理办法》
公司依据《安全生产法》《环境保护法》《职业病防治法》《劳动合同法》《清洁生产促进法》等法律。
依据《中华人民共和国特种设备安全法》、《特种设备安全监察条例》和《危险化学品安全管理条例》。
质量部、生产部、技术部、采购部、销售部、行政部、财务部各司其职，全部门参与。
外部审核由中国质量认证中心实施，内部审核由审核组实施，技术中心参与。
公司质量管理体系认证证书有效期至2021年5月，测量管理体系认证于2018年获得。
体系运行有效，质量管理体系认证通过年度监督审核，证书持续有效。
公司保证各项措施均有效落实，产品认证工作有序开展。
计量器具均在检定有效期内使用，证书由计量室保管。
压力容器均按期检验，均在检验有效期内，特种作业人员均持有有效证件。
特种设备作业人员证书均在有效期内。
2012年，公司在深圳证券交易所上市；2015年，公司迁入新厂区。
2019年公司计划完成新厂房建设，2019年6月将获得生产许可。
本报告于2019年3月完成编制并公开发布。
2019年3月20日，经总经理批准，完成发布。
甲公司、甲集团、甲仪表集团有限公司及其子公司甲智能科技有限公司、甲软件有限公司。
甲仪表集团有限公司工会委员会、甲仪表集团有限公司党委。
本报告是公司第二次发布质量诚信报告，上一份报告发布于2018年3月。
公司自2015年起连续4年发布年度质量诚信报告，2017年度质量诚信报告可在公司网站下载。
报告时间范围：2018年1月1日至2018年12月31日，部分内容适当追溯以往年份。
联系电话：0571-88888888、0571-88888889转8012，手机：13812345678，传真：0571-88888880，邮编：310000。
服务电话见附录。投诉电话12315。客服热线：95588。电话：(010)68012345。电话：+86-571-88888888
在全国设有办事处38个，售后服务网点45个。
公司在全国设立38个办事处，覆盖31个省市，其中华东12个办事处，并设有6个备件服务中心。
2018年检验原料11585批，合格11319批，合格率97.7%。其中钢材检验200批，合格198批，合格率99%。
原料一次检验合格率由2017年的96.5%提高到2018年的97.7%。
原料目标合格率为97%，实际合格率为97.70%。
一季度检验原料2800批，合格2750批，合格率98.2%。
公司产品按GB/T 32201—2015、JB/T 7385-2015、Q/TX 01-2018、GB 4208-2017组织生产。
采用ISO/IEC 17025、OIML R137-1&2:2012、EN 12261:2002标准。
“以质量求生存，以信誉求发展”是公司的质量方针，“让客户满意”是公司的愿景。
人力资源部组织培训32场次，培训员工1560人次，人均培训24小时，培训后在1周内完成考核。
产品交付周期由30天缩短至15天，合同约定7天内答复的，公司3天内答复。
收到图纸后5个工作日内报价，收到传真后1天内回复，收到电话后30分钟内响应。
紧急情况1小时内响应，一般情况4小时内响应。
"""
DEPARTMENTS = ("质量部", "生产部", "技术部", "采购部", "销售部", "行政部", "财务部", "人力资源部")


def test_good_sentences_are_silent_alone_and_against_each_other() -> None:
    knowledge = replace(KNOWLEDGE, departments=DEPARTMENTS)
    chapters = [chapter(text, name=f"c{number}", knowledge=knowledge) for number, text in enumerate(GOOD.strip().splitlines())]
    found: list[Finding] = [finding for subject in chapters for finding in check_chapter(subject)]
    claims = [claim for subject in chapters for claim in of_chapter(subject)]
    assert len(claims) > 15, "they are not silent for want of understanding"
    claims += of_rows(register_subject("inspections", {"category": "原料", "inspected": "11585", "passed": "11319"}))
    claims += of_rows(register_subject("complaints", {"category": "质量", "received": "12"}))
    found += check_across(AcrossSubject(claims, DEPARTMENTS))
    assert [(finding.rule, str(finding.message), finding.excerpt) for finding in found] == []
