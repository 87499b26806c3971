<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>qi</name>
    <message>
        <source>“{folder}” takes no files, so settings, logs and backups are not kept; make it writable first.</source>
        <translation>“{folder}”不能写入，设置、日志和备份都不会保存；请先解除写保护。</translation>
    </message>
    <message>
        <source>A review copy is made of the report as it is now; leave out --snapshot or --review.</source>
        <translation>送审稿只能由报告的当前内容生成；请去掉 --snapshot 或 --review。</translation>
    </message>
    <message>
        <source>Cancelled; nothing was changed.</source>
        <translation>已取消，没有任何改动。</translation>
    </message>
    <message>
        <source>Check that a library is sound.</source>
        <translation>检查报告库是否完好。</translation>
    </message>
    <message>
        <source>Draft the quality integrity report; without a command the window opens.</source>
        <translation>编写质量诚信报告；不带命令时打开窗口。</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Give either --out or --load.</source>
        <translation>请指定 --out 或 --load 其中之一。</translation>
    </message>
    <message>
        <source>Line {line}, {column}: {reason}</source>
        <translation>第 {line} 行，{column}：{reason}</translation>
    </message>
    <message>
        <source>Make a library from the JSON of “dump”.</source>
        <translation>由“dump”写出的 JSON 建立报告库。</translation>
    </message>
    <message>
        <source>Make a library, with a report from an outline template or the sample.</source>
        <translation>新建报告库，按提纲模板或样例建立一份报告。</translation>
    </message>
    <message>
        <source>Make a new library of what can be read of a damaged one, and tell what is lost.</source>
        <translation>从损坏的报告库读出尚可读的内容，另存为新报告库，并列出损失。</translation>
    </message>
    <message>
        <source>Make a report of another year from one: its chapters and texts, and the facts to be confirmed.</source>
        <translation>由一年的报告新建另一年的报告：沿用章节与正文，事实数据待确认。</translation>
    </message>
    <message>
        <source>Make a review copy: Word records what is changed, and the library remembers what was sent out.</source>
        <translation>制作送审稿：Word 自动记录修订，报告库记住送出的内容。</translation>
    </message>
    <message>
        <source>Mark every page as a draft.</source>
        <translation>每页加“草稿”水印。</translation>
    </message>
    <message>
        <source>Merge the cells of a workbook that are the same as the one above.</source>
        <translation>把与上一行相同的单元格合并（仅 Excel）。</translation>
    </message>
    <message>
        <source>No column of the register is meant by: {headings}.</source>
        <translation>台账中没有对应的列：{headings}。</translation>
    </message>
    <message>
        <source>Print JSON.</source>
        <translation>输出 JSON。</translation>
    </message>
    <message>
        <source>Recovering</source>
        <translation>正在恢复</translation>
    </message>
    <message>
        <source>Report what is wrong in a report: wrong rates, empty chapters, expired certificates, slips of the keys.</source>
        <translation>检查报告中的问题：比率不符、空章节、证书过期、笔误等。</translation>
    </message>
    <message>
        <source>Show a report's chapters with their numbers.</source>
        <translation>列出报告的章节及编号。</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>显示版本号。</translation>
    </message>
    <message>
        <source>The PDF file to write.</source>
        <translation>要写出的 PDF 文件。</translation>
    </message>
    <message>
        <source>The Word file to write.</source>
        <translation>要写出的 Word 文件。</translation>
    </message>
    <message>
        <source>The command has arguments that do not fit; “{command} --help” shows how to call it.</source>
        <translation>命令的参数不对；用“{command} --help”查看用法。</translation>
    </message>
    <message>
        <source>The company's full name.</source>
        <translation>企业全称。</translation>
    </message>
    <message>
        <source>The file to load; rows that do not fit are refused and told.</source>
        <translation>要导入的文件；不符合要求的行不导入，并逐项说明。</translation>
    </message>
    <message>
        <source>The file to write.</source>
        <translation>要写入的文件。</translation>
    </message>
    <message>
        <source>The file to write; standard output if left out.</source>
        <translation>要写出的文件；不写则输出到标准输出。</translation>
    </message>
    <message>
        <source>The new report's year; the next one if left out.</source>
        <translation>新报告的年度；不填则为下一年。</translation>
    </message>
    <message>
        <source>The program made a mistake and stopped; your library is as it was. Please report it with the file “{path}”.</source>
        <translation>程序出错，已停止；报告库没有变化。请把文件“{path}”发给开发者。</translation>
    </message>
    <message>
        <source>The program made a mistake and stopped; your library is as it was. Please report it.</source>
        <translation>程序出错，已停止；报告库没有变化。请告知开发者。</translation>
    </message>
    <message>
        <source>The report of {year} was made from that of {before}; its facts are to be confirmed.</source>
        <translation>已由{before}年的报告新建{year}年的报告；事实数据待确认。</translation>
    </message>
    <message>
        <source>The report to begin from; the newest if left out.</source>
        <translation>作为起点的报告年度；不填则为最新的一份。</translation>
    </message>
    <message>
        <source>The report's year.</source>
        <translation>报告年度。</translation>
    </message>
    <message>
        <source>The report's year; the newest if left out.</source>
        <translation>报告年度；不写则取最新一份。</translation>
    </message>
    <message>
        <source>The style sheet; the report's own if left out.</source>
        <translation>版式；不写则用报告自身的版式。</translation>
    </message>
    <message>
        <source>The value of “{name}” does not fit; “{command} --help” shows what it may be.</source>
        <translation>“{name}”的取值不对；用“{command} --help”查看可用的取值。</translation>
    </message>
    <message>
        <source>The version to write; the report as it is now if left out.</source>
        <translation>要导出的版本；省略时导出报告的当前内容。</translation>
    </message>
    <message>
        <source>The versions kept in the library ({count}) do not go into the JSON; to keep them too, copy the library's file.</source>
        <translation>报告库中保存的版本（{count} 个）不会写入 JSON；如需一并保留，请复制报告库文件。</translation>
    </message>
    <message>
        <source>There is no option “{name}”; “{command} --help” lists them.</source>
        <translation>没有“{name}”这个选项；用“{command} --help”查看全部选项。</translation>
    </message>
    <message>
        <source>Write a blank form to be filled in.</source>
        <translation>导出供填写的空白表格。</translation>
    </message>
    <message>
        <source>Write a register into an Excel or CSV file, or load such a file into it.</source>
        <translation>把台账导出为 Excel 或 CSV 文件，或从这样的文件导入。</translation>
    </message>
    <message>
        <source>Write a report as Word, PDF or both.</source>
        <translation>把报告导出为 Word、PDF 或两者。</translation>
    </message>
    <message>
        <source>Write a sound copy of a library, also while it is open.</source>
        <translation>写出报告库的完整副本，打开时也可以。</translation>
    </message>
    <message>
        <source>Write everything a library holds as JSON.</source>
        <translation>把报告库的全部内容写成 JSON。</translation>
    </message>
    <message>
        <source>{count} findings, {errors} of them errors.</source>
        <translation>共 {count} 个问题，其中错误 {errors} 个。</translation>
    </message>
    <message>
        <source>{count} findings, {errors} of them errors; {dismissed} were dismissed.</source>
        <translation>共 {count} 个问题，其中错误 {errors} 个；另有 {dismissed} 个已忽略。</translation>
    </message>
    <message>
        <source>{new} rows are new, {changed} were changed, {unchanged} were there already, {refused} were refused.</source>
        <translation>新增 {new} 行，更新 {changed} 行，无变化 {unchanged} 行，拒绝 {refused} 行。</translation>
    </message>
    <message>
        <source>“{headings}”: nothing above 1 stands there; 0.915 was read as 91.5 %. Else write 0.915% there.</source>
        <translation>“{headings}”中的数值都不大于 1，已按 0.915 即 91.5% 读取；如确为 0.915%，请在文件中写成 0.915%。</translation>
    </message>
    <message>
        <source>“{name}” is damaged; open one of its backups, or make a new library of what can be read with “qi-desktop recover {name} NEW.qid”. The damaged file is left as it is.</source>
        <translation>“{name}”已损坏。请打开它的备份，或者用“qi-desktop recover {name} 新库.qid”把还能读出的内容另存为新报告库；损坏的文件保持原样。</translation>
    </message>
    <message>
        <source>“{name}” is missing; “{command} --help” shows how to call it.</source>
        <translation>缺少“{name}”；用“{command} --help”查看用法。</translation>
    </message>
    <message>
        <source>“{path}” is sound.</source>
        <translation>“{path}”完好无损。</translation>
    </message>
    <message>
        <source>“{path}” was made.</source>
        <translation>已建立“{path}”。</translation>
    </message>
    <message>
        <source>“{path}” was written ({count} rows).</source>
        <translation>已写入“{path}”（{count} 行）。</translation>
    </message>
    <message>
        <source>“{path}” was written ({pages} pages).</source>
        <translation>已写出“{path}”（共 {pages} 页）。</translation>
    </message>
    <message>
        <source>“{path}” was written.</source>
        <translation>已写入“{path}”。</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Show this page.</source>
        <translation>显示本页。</translation>
    </message>
    <message>
        <source>There is no command “{name}”; choose one of: {names}.</source>
        <translation>没有“{name}”这个命令；可用的命令有：{names}。</translation>
    </message>
    <message>
        <source>Usage: </source>
        <translation>用法：</translation>
    </message>
    <message>
        <source>[OPTIONS]</source>
        <translation>[选项]</translation>
    </message>
    <message>
        <source>A row of “{register}” has no number in “{column}”.</source>
        <translation>台账“{register}”中有一行的“{column}”没有填数。</translation>
    </message>
    <message>
        <source>No row of “{register}” fits.</source>
        <translation>台账“{register}”中没有符合条件的行。</translation>
    </message>
    <message>
        <source>The earliest of {count}</source>
        <translation>{count} 个日期中最早的</translation>
    </message>
    <message>
        <source>The largest of {count}</source>
        <translation>{count} 个数中最大的</translation>
    </message>
    <message>
        <source>The latest of {count}</source>
        <translation>{count} 个日期中最晚的</translation>
    </message>
    <message>
        <source>The register “{register}” has no column “{column}” any more.</source>
        <translation>台账“{register}”中已没有“{column}”这一列。</translation>
    </message>
    <message>
        <source>The smallest of {count}</source>
        <translation>{count} 个数中最小的</translation>
    </message>
    <message>
        <source>as of {text}</source>
        <translation>截至 {text}</translation>
    </message>
    <message>
        <source>department: {text}</source>
        <translation>责任部门：{text}</translation>
    </message>
    <message>
        <source>not confirmed</source>
        <translation>未确认</translation>
    </message>
    <message>
        <source>report of {year}</source>
        <translation>{year} 年报告</translation>
    </message>
    <message>
        <source>source: {text}</source>
        <translation>来源：{text}</translation>
    </message>
    <message>
        <source>{calculation}</source>
        <translation>{calculation}</translation>
    </message>
    <message>
        <source>{column} = {text}</source>
        <translation>{column} = {text}</translation>
    </message>
    <message>
        <source>{column} contains “{text}”</source>
        <translation>{column}含“{text}”</translation>
    </message>
    <message>
        <source>{column} is empty</source>
        <translation>{column}为空</translation>
    </message>
    <message>
        <source>{column} is filled in</source>
        <translation>{column}已填写</translation>
    </message>
    <message>
        <source>{column} is one of {text}</source>
        <translation>{column}属于{text}</translation>
    </message>
    <message>
        <source>{column} ≠ {text}</source>
        <translation>{column} ≠ {text}</translation>
    </message>
    <message>
        <source>{column} ≤ {text}</source>
        <translation>{column} ≤ {text}</translation>
    </message>
    <message>
        <source>{column} ≥ {text}</source>
        <translation>{column} ≥ {text}</translation>
    </message>
    <message>
        <source>{count} entries</source>
        <translation>{count} 项</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>{count} rows of “{register}” fit, and a value is that of one.</source>
        <translation>台账“{register}”中有 {count} 行符合条件，而取值只能取自一行。</translation>
    </message>
    <message>
        <source>{part} cannot be divided by nothing: no row of “{register}” counts.</source>
        <translation>{part} 不能除以零：台账“{register}”中没有可计的行。</translation>
    </message>
    <message>
        <source>{register}</source>
        <translation>{register}</translation>
    </message>
    <message>
        <source>{year}</source>
        <translation>{year}</translation>
    </message>
    <message>
        <source>“{column}” is empty in “{register}”.</source>
        <translation>台账“{register}”中该行的“{column}”是空的。</translation>
    </message>
    <message>
        <source>“{text}” in “{column}” is not a date.</source>
        <translation>“{column}”中的“{text}”不是日期。</translation>
    </message>
    <message>
        <source>“{text}” in “{column}” of “{register}” is not a number.</source>
        <translation>台账“{register}”的“{column}”中的“{text}”不是数。</translation>
    </message>
    <message>
        <source>A paragraph's properties have a wrong form at “{place}”; export the data again and load that file.</source>
        <translation>段落属性在“{place}”处格式不对；请重新导出数据，再载入那个文件。</translation>
    </message>
    <message>
        <source>A deadline or a lasting fact is another one than in last year's report.</source>
        <translation>时限或不变的事实与上年报告不同。</translation>
    </message>
    <message>
        <source>A figure in the text is not that of the register.</source>
        <translation>正文中的数与台账不一致。</translation>
    </message>
    <message>
        <source>A product stands in one register and is missing in another that has the other products.</source>
        <translation>某产品在一个台账中有，在另一个台账中缺。</translation>
    </message>
    <message>
        <source>One department or thing has several names.</source>
        <translation>同一部门或事物有多个名称。</translation>
    </message>
    <message>
        <source>One fact has two values in the report.</source>
        <translation>同一事实在报告中有两个数值。</translation>
    </message>
    <message>
        <source>One motto is called a mission here and a vision there.</source>
        <translation>同一句话一处称为使命、另一处称为愿景。</translation>
    </message>
    <message>
        <source>One promise has two deadlines.</source>
        <translation>同一承诺有两个时限。</translation>
    </message>
    <message>
        <source>The register says otherwise: {exception}. Say what is true, or correct the row.</source>
        <translation>台账与此不符：{exception}。请如实表述，或更正台账。</translation>
    </message>
    <message>
        <source>The register says {right}, not {given}; correct the text, or put a field here.</source>
        <translation>台账中为 {right}，此处为 {given}，请更正，或改用数据域。</translation>
    </message>
    <message>
        <source>The text says all or none, and a row of a register says otherwise.</source>
        <translation>正文说“全部”或“没有”，台账中却有例外。</translation>
    </message>
    <message>
        <source>This motto is called {here} here, but {there} in the chapter of its own; call it one thing.</source>
        <translation>此处把这句话称为{here}，而专门的章节称之为{there}，请统一。</translation>
    </message>
    <message>
        <source>certificates</source>
        <translation>证书台账</translation>
    </message>
    <message>
        <source>product standards</source>
        <translation>产品标准台账</translation>
    </message>
    <message>
        <source>quality targets</source>
        <translation>质量目标台账</translation>
    </message>
    <message>
        <source>{name}: here {first}, elsewhere {second}; correct one of them.</source>
        <translation>{name}：此处为 {first}，另一处为 {second}，请核对并改为一致。</translation>
    </message>
    <message>
        <source>{name}: here {first}, in the register {second}; correct one of them.</source>
        <translation>{name}：此处为 {first}，台账中为 {second}，请核对并改为一致。</translation>
    </message>
    <message>
        <source>{name}: last year's report said {second}, this one says {first}; make sure that it was changed on purpose.</source>
        <translation>{name}：上年报告为 {second}，本报告为 {first}，请确认是否有意修改。</translation>
    </message>
    <message>
        <source>“{name}” is called “{usual}” elsewhere; use one name.</source>
        <translation>“{name}”在别处称为“{usual}”，请统一名称。</translation>
    </message>
    <message>
        <source>“{name}”: here {first}, elsewhere {second}; promise one deadline.</source>
        <translation>“{name}”的时限：此处为 {first}，另一处为 {second}，请统一时限。</translation>
    </message>
    <message>
        <source>“{name}”: here {first}, in the register of promises {second}; correct one of them.</source>
        <translation>“{name}”的时限：此处为 {first}，服务承诺台账为 {second}，请核对并改为一致。</translation>
    </message>
    <message>
        <source>“{product}” is not among the {register}; add it there, or say why.</source>
        <translation>“{product}”不在{register}中，请补充，或说明原因。</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>A blank between two Chinese characters.</source>
        <translation>汉字之间有空格。</translation>
    </message>
    <message>
        <source>A mark of half width between Chinese characters.</source>
        <translation>汉字之间用了半角标点。</translation>
    </message>
    <message>
        <source>A sentence ends in the middle and goes on in the next paragraph.</source>
        <translation>一句话被断成两段。</translation>
    </message>
    <message>
        <source>A web address has a blank or a full-width sign in it.</source>
        <translation>网址中有空格或全角符号。</translation>
    </message>
    <message>
        <source>A word stands twice.</source>
        <translation>词语重复。</translation>
    </message>
    <message>
        <source>No blank belongs between Chinese characters.</source>
        <translation>汉字之间不应有空格。</translation>
    </message>
    <message>
        <source>One mark is enough: “{right}”.</source>
        <translation>标点重复，用一个“{right}”即可。</translation>
    </message>
    <message>
        <source>Signs of another program's markup were pasted along.</source>
        <translation>残留其他程序的标记符号。</translation>
    </message>
    <message>
        <source>The sentence does not end here; join it with the next paragraph.</source>
        <translation>这句话没有结束，应与下一段合并。</translation>
    </message>
    <message>
        <source>This address does not work; write {right}.</source>
        <translation>这个网址打不开，应写作 {right}。</translation>
    </message>
    <message>
        <source>Two punctuation marks where one belongs.</source>
        <translation>标点重复。</translation>
    </message>
    <message>
        <source>Write “{right}” instead of “{wrong}”.</source>
        <translation>“{wrong}”应改为“{right}”。</translation>
    </message>
    <message>
        <source>“{words}” is the markup of another program.</source>
        <translation>“{words}”是其他程序的标记符号。</translation>
    </message>
    <message>
        <source>“{words}” stands twice.</source>
        <translation>“{words}”重复了。</translation>
    </message>
    <message>
        <source>A law is misnamed, was replaced, or is cited in an old edition.</source>
        <translation>法律法规名称有误、已被取代，或引用了旧版本。</translation>
    </message>
    <message>
        <source>A model is written otherwise than in the registers.</source>
        <translation>型号的写法与台账不一致。</translation>
    </message>
    <message>
        <source>In force since {day}: {words}; cite that one.</source>
        <translation>自 {day} 起施行的是{words}，请引用现行版本。</translation>
    </message>
    <message>
        <source>The company is called {name}; write its whole name.</source>
        <translation>公司登记名称为“{name}”，请写全称。</translation>
    </message>
    <message>
        <source>The company's name is not written as it is registered.</source>
        <translation>公司名称与登记的名称不一致。</translation>
    </message>
    <message>
        <source>The newest edition known here is {newest}; check the year of {name}.</source>
        <translation>本软件已知的最新版本是 {newest}，请核对 {name} 的年份。</translation>
    </message>
    <message>
        <source>The registers write {name}; write it the same way here.</source>
        <translation>台账中写作“{name}”，请保持一致。</translation>
    </message>
    <message>
        <source>The report calls itself otherwise than its title, or by another year.</source>
        <translation>报告自称的名称或年度与标题不一致。</translation>
    </message>
    <message>
        <source>The report is called {title}; call it so.</source>
        <translation>本报告名为“{title}”，请改为一致。</translation>
    </message>
    <message>
        <source>The report's settings say that it is report no. {number}; correct one of them.</source>
        <translation>报告设置中为第 {number} 份报告，请改为一致。</translation>
    </message>
    <message>
        <source>The report's settings say {start} to {end}; correct one of them.</source>
        <translation>报告设置中的期间为 {start} 至 {end}，请改为一致。</translation>
    </message>
    <message>
        <source>The text names an edition of a standard that was replaced, or that there never was.</source>
        <translation>正文引用的标准版本已被代替，或并不存在。</translation>
    </message>
    <message>
        <source>The text names another period or number of the report than its settings.</source>
        <translation>正文所写的报告期间或份数与报告设置不一致。</translation>
    </message>
    <message>
        <source>The text of {year} is in force since {day}; cite that one.</source>
        <translation>自 {day} 起施行的是 {year} 年文本，请引用现行版本。</translation>
    </message>
    <message>
        <source>The {old} was replaced by the {new} on {day}; name the new one.</source>
        <translation>《{old}》自 {day} 起由《{new}》取代，请改用新名称。</translation>
    </message>
    <message>
        <source>There is no law of this name; is the {name} meant?</source>
        <translation>没有这一名称的法律，是否应为《{name}》？</translation>
    </message>
    <message>
        <source>This is the report of {year}; correct the year.</source>
        <translation>本报告是 {year} 年度的报告，请更正年份。</translation>
    </message>
    <message>
        <source>{old} was replaced by {new}; name the new one.</source>
        <translation>{old} 已被 {new} 代替，请改用新版本。</translation>
    </message>
    <message>
        <source>{old} was withdrawn without a successor; take it out.</source>
        <translation>{old} 已废止且无替代标准，请删去。</translation>
    </message>
    <message>
        <source>A rate does not follow from the two counts before it.</source>
        <translation>比率与前面的两个数量不符。</translation>
    </message>
    <message>
        <source>A time that readers cannot place: this year, last year, the past year.</source>
        <translation>使用了“今年”“去年”“过去一年”等相对时间。</translation>
    </message>
    <message>
        <source>A total is not the sum of the rows above it.</source>
        <translation>合计与上面各行之和不符。</translation>
    </message>
    <message>
        <source>A year that the text speaks of as the report's is not in the report's period.</source>
        <translation>所述年份不在报告期内。</translation>
    </message>
    <message>
        <source>Percentages of one paragraph or one column have different numbers of decimals.</source>
        <translation>同一段或同一列的百分数小数位数不一致。</translation>
    </message>
    <message>
        <source>The report is for {period}; this speaks of {year}.</source>
        <translation>报告期为 {period} 年，此处写的是 {year} 年。</translation>
    </message>
    <message>
        <source>The rows above add up to {sum}, not {given}.</source>
        <translation>上面各行之和为 {sum}，不是 {given}。</translation>
    </message>
    <message>
        <source>{first} and {second} have different numbers of decimals.</source>
        <translation>{first} 与 {second} 的小数位数不一致。</translation>
    </message>
    <message>
        <source>{part} of {whole} are {right} %, not {given} %.</source>
        <translation>{part}÷{whole} 应为 {right}%，不是 {given}%。</translation>
    </message>
    <message>
        <source>{part} of {whole} are {right} %, not {given} %: the rate was cut off instead of rounded.</source>
        <translation>{part}÷{whole} 应为 {right}%，不是 {given}%：多余的小数被直接舍去，没有四舍五入。</translation>
    </message>
    <message>
        <source>“{words}” means another year to each reader; name the year.</source>
        <translation>“{words}”的含义随阅读时间而变，应写明年份。</translation>
    </message>
    <message>
        <source>A cell does not fit its column.</source>
        <translation>单元格内容不符合本列的要求。</translation>
    </message>
    <message>
        <source>A certificate had run out at the end of the report's period.</source>
        <translation>证书在报告期末已过期。</translation>
    </message>
    <message>
        <source>A certificate says neither when it runs out nor that it holds without end.</source>
        <translation>证书既没有有效期，也没有注明长期有效。</translation>
    </message>
    <message>
        <source>A department has no duty, or a duty has no department.</source>
        <translation>部门未写职责，或职责未写部门。</translation>
    </message>
    <message>
        <source>A department is named that the register of departments has not.</source>
        <translation>台账中的部门不在“部门与职责”台账里。</translation>
    </message>
    <message>
        <source>A quality target was missed: the report should say what is done about it.</source>
        <translation>质量目标未达成：报告应说明原因和措施。</translation>
    </message>
    <message>
        <source>A row of this year's register has a date of another year.</source>
        <translation>本年度台账中有其他年度的日期。</translation>
    </message>
    <message>
        <source>Enter until when it is valid, or tick that it holds without end.</source>
        <translation>请填写有效期，或勾选“长期”。</translation>
    </message>
    <message>
        <source>The category of a standard is not that of its number.</source>
        <translation>标准类别与标准号不符。</translation>
    </message>
    <message>
        <source>The number of a standard has a wrong form, an unknown prefix, or was replaced.</source>
        <translation>标准号格式有误、代号未知，或标准已被代替。</translation>
    </message>
    <message>
        <source>The number {number} stands in two rows; correct one of them.</source>
        <translation>编号 {number} 在两行中重复，请更正其中一处。</translation>
    </message>
    <message>
        <source>The register of departments has no “{name}”; use a name that it has, or enter this one.</source>
        <translation>“部门与职责”台账中没有“{name}”，请改用台账中的名称，或在台账中补充。</translation>
    </message>
    <message>
        <source>The year in a standard's number is not that of its publication.</source>
        <translation>标准号中的年份与发布日期不符。</translation>
    </message>
    <message>
        <source>Two rows have one number.</source>
        <translation>两行的编号相同。</translation>
    </message>
    <message>
        <source>Valid to {day}: it had run out at the end of the report's period.</source>
        <translation>有效期至 {day}，报告期末已过期。</translation>
    </message>
    <message>
        <source>Valid to {day}: it has run out by now.</source>
        <translation>有效期至 {day}，现已过期。</translation>
    </message>
    <message>
        <source>{actual} % were reached of {target} %; say in the report why, and what is done.</source>
        <translation>目标 {target}%，实际 {actual}%，未达成；请在报告中说明原因和改进措施。</translation>
    </message>
    <message>
        <source>{day} is not in the report's period, {start} to {end}; correct the date, or delete the row.</source>
        <translation>{day} 不在报告期间（{start} 至 {end}）内，请更正日期或删除该行。</translation>
    </message>
    <message>
        <source>{number} is {right}, not {given}; correct the category.</source>
        <translation>{number} 属于{right}，不是{given}，请更正类别。</translation>
    </message>
    <message>
        <source>{number} says {year}, but its date of publication is {day}: is that the date of implementation?</source>
        <translation>{number} 的年份是 {year}，发布日期却是 {day}，是否误填了实施日期？</translation>
    </message>
    <message>
        <source>“{label}” is empty; enter who answers for it and for what.</source>
        <translation>“{label}”为空，请填写责任部门或职责。</translation>
    </message>
    <message>
        <source>A chapter shows a register that the library has not.</source>
        <translation>章节中显示的台账不存在。</translation>
    </message>
    <message>
        <source>A cross-reference leads to something that is not in the report.</source>
        <translation>交叉引用的目标不在报告中。</translation>
    </message>
    <message>
        <source>A field has no value of that name.</source>
        <translation>没有这个名称的数据域。</translation>
    </message>
    <message>
        <source>A field stands here that does not exist any more; put another one, or a text, in its place.</source>
        <translation>此处的数据域已不存在，请换成另一个数据域或文字。</translation>
    </message>
    <message>
        <source>The cross-reference “{words}” leads to nothing in this report; choose another target.</source>
        <translation>交叉引用“{words}”的目标不在本报告中，请重新选择。</translation>
    </message>
    <message>
        <source>The field “{name}” has no value: {why}</source>
        <translation>数据域“{name}”没有取到值：{why}</translation>
    </message>
    <message>
        <source>There is no register “{name}” in this library.</source>
        <translation>本报告库中没有台账“{name}”。</translation>
    </message>
    <message>
        <source>There is no value called “{name}”; insert another field.</source>
        <translation>没有名为“{name}”的数据域，请另行插入。</translation>
    </message>
    <message>
        <source>A cell of a table holds something else than the others of its column.</source>
        <translation>表格某格的内容与同列其他格不是一类。</translation>
    </message>
    <message>
        <source>A certificate that has run out is spoken of as valid.</source>
        <translation>已过期的证书被说成有效。</translation>
    </message>
    <message>
        <source>A day that no calendar has.</source>
        <translation>日历上不存在的日期。</translation>
    </message>
    <message>
        <source>A star in a table, and no note that explains it.</source>
        <translation>表中有星号，但没有注释说明。</translation>
    </message>
    <message>
        <source>A table has rows that its title does not speak of.</source>
        <translation>表中有标题未涵盖的行。</translation>
    </message>
    <message>
        <source>A telephone number has a digit too many or too few.</source>
        <translation>电话号码位数不对。</translation>
    </message>
    <message>
        <source>In a table, the year in a standard's number is not that of its publication.</source>
        <translation>表中标准号的年份与发布日期不一致。</translation>
    </message>
    <message>
        <source>Items of one list end with different marks.</source>
        <translation>同一列表各项末尾的标点不一致。</translation>
    </message>
    <message>
        <source>No note says what “{sign}” means; add one below the table.</source>
        <translation>没有注释说明“{sign}”的含义，请在表下加注。</translation>
    </message>
    <message>
        <source>No telephone number has this form; count its digits.</source>
        <translation>电话号码格式不对，请核对位数。</translation>
    </message>
    <message>
        <source>Something is told as done that came after the report's period.</source>
        <translation>把报告期之后的事写成了已完成的事。</translation>
    </message>
    <message>
        <source>The calendar has no such day; correct the date.</source>
        <translation>没有这一天，请更正日期。</translation>
    </message>
    <message>
        <source>The register has no date until when {name} is valid, so nobody can tell; enter it.</source>
        <translation>台账中没有填写{name}的有效期，无法证实“在有效期内”，请补充。</translation>
    </message>
    <message>
        <source>The text names a department that the register has not.</source>
        <translation>正文提到的部门不在“部门与职责”台账里。</translation>
    </message>
    <message>
        <source>The three guarantees are repair, replacement and refund.</source>
        <translation>“三包”指修理、更换、退货。</translation>
    </message>
    <message>
        <source>The three guarantees are repair, replacement and refund; “{missing}” is missing here.</source>
        <translation>“三包”指修理、更换、退货，此处缺“{missing}”。</translation>
    </message>
    <message>
        <source>The title says {range}, this row is of {year}; change one of them.</source>
        <translation>表题写的是{range}，本行为 {year} 年，请修改其一。</translation>
    </message>
    <message>
        <source>The title speaks of {named}, this row is {kind}; change one of them.</source>
        <translation>表题写的是{named}，本行为{kind}，请修改其一。</translation>
    </message>
    <message>
        <source>This item ends with “{right}”.</source>
        <translation>本项末尾应为“{right}”。</translation>
    </message>
    <message>
        <source>This was after the report's period, which ended on {day}; leave it to the next report.</source>
        <translation>此事发生在报告期（截至 {day}）之后，宜写入下一年度报告。</translation>
    </message>
    <message>
        <source>{name} had run out on {day}; renew it, or say so.</source>
        <translation>{name} 已于 {day} 到期，请更新证书信息或如实说明。</translation>
    </message>
    <message>
        <source>“{text}” does not belong into the column “{label}”; give it a column of its own, or a note.</source>
        <translation>“{text}”不宜放在“{label}”一列，请另设一列或加注说明。</translation>
    </message>
    <message>
        <source>A chapter has a title and nothing below it.</source>
        <translation>章节只有标题，没有内容。</translation>
    </message>
    <message>
        <source>A heading ends with a punctuation mark.</source>
        <translation>标题末尾有标点。</translation>
    </message>
    <message>
        <source>A heading ends without a mark.</source>
        <translation>标题末尾不用标点。</translation>
    </message>
    <message>
        <source>A hint for the writer was left in the text.</source>
        <translation>编写提示留在了正文里。</translation>
    </message>
    <message>
        <source>A numbered list has one item.</source>
        <translation>编号列表只有一项。</translation>
    </message>
    <message>
        <source>A place for a picture has no picture.</source>
        <translation>图片位置还没有图片。</translation>
    </message>
    <message>
        <source>A table of several rows has no caption.</source>
        <translation>多行表格没有题注。</translation>
    </message>
    <message>
        <source>After {before} comes {number}.</source>
        <translation>编号 {before} 之后是 {number}，中间缺号。</translation>
    </message>
    <message>
        <source>How often the report comes out is missing; enter it under Report → Report settings.</source>
        <translation>缺少发布周期，请在“报告 → 报告设置”中填写。</translation>
    </message>
    <message>
        <source>Numbers typed by hand leave one out or come twice.</source>
        <translation>手工输入的编号缺号或重号。</translation>
    </message>
    <message>
        <source>The chapter “{title}” is empty; write it or delete it.</source>
        <translation>章节“{title}”没有内容，请编写或删除。</translation>
    </message>
    <message>
        <source>The company's name is missing; enter it under Report → Company.</source>
        <translation>缺少企业名称，请在“报告 → 企业信息”中填写。</translation>
    </message>
    <message>
        <source>The number {number} comes twice.</source>
        <translation>编号 {number} 重复。</translation>
    </message>
    <message>
        <source>The period of the report is missing; enter it under Report → Report settings.</source>
        <translation>缺少报告期，请在“报告 → 报告设置”中填写。</translation>
    </message>
    <message>
        <source>The picture “{caption}” is still missing.</source>
        <translation>图片“{caption}”尚未插入。</translation>
    </message>
    <message>
        <source>The report has no title; enter it under Report → Report settings.</source>
        <translation>缺少报告标题，请在“报告 → 报告设置”中填写。</translation>
    </message>
    <message>
        <source>The report or the company lacks what every report states.</source>
        <translation>缺少报告应有的基本信息。</translation>
    </message>
    <message>
        <source>The table has no caption, so it gets no number.</source>
        <translation>表格没有题注，因此没有编号。</translation>
    </message>
    <message>
        <source>This is the hint for the writer of the chapter; it does not belong into the report.</source>
        <translation>这是本章的编写提示，不应出现在报告中。</translation>
    </message>
    <message>
        <source>This numbered list has one item only.</source>
        <translation>这个编号列表只有一项。</translation>
    </message>
    <message>
        <source>Two chapters side by side are called “{title}”.</source>
        <translation>有两个同级章节都叫“{title}”。</translation>
    </message>
    <message>
        <source>Two chapters side by side have one title.</source>
        <translation>同级章节标题相同。</translation>
    </message>
    <message>
        <source>Where the report can be had is missing; enter it under Report → Report settings.</source>
        <translation>缺少报告获取方式，请在“报告 → 报告设置”中填写。</translation>
    </message>
    <message>
        <source>Words of a template still wait to be replaced.</source>
        <translation>模板中的占位文字尚未替换。</translation>
    </message>
    <message>
        <source>“{words}” still has to be replaced.</source>
        <translation>“{words}”尚待替换。</translation>
    </message>
    <message>
        <source>Nothing may be written in “{folder}”; choose another folder.</source>
        <translation>不能在“{folder}”中写入；请换一个文件夹。</translation>
    </message>
    <message>
        <source>The disk is full, so “{name}” was not written; free some space or choose another folder.</source>
        <translation>磁盘已满，“{name}”没有写出；请腾出空间或换一个文件夹。</translation>
    </message>
    <message>
        <source>The name “{name}” is too long; choose a shorter one.</source>
        <translation>文件名“{name}”太长；请换一个短些的名字。</translation>
    </message>
    <message>
        <source>There is no folder “{folder}”; make it first, or choose another one.</source>
        <translation>没有文件夹“{folder}”；请先建立它，或换一个文件夹。</translation>
    </message>
    <message>
        <source>“{name}” could not be written ({detail}); choose another folder.</source>
        <translation>无法写入“{name}”（{detail}）；请换一个文件夹。</translation>
    </message>
    <message>
        <source>“{name}” is a folder; give the file another name.</source>
        <translation>“{name}”是文件夹；请给文件换一个名字。</translation>
    </message>
    <message>
        <source>“{name}” may not be replaced; if it is open in Word, WPS or a PDF reader, close it there and export again.</source>
        <translation>不能替换“{name}”；如果它正在 Word、WPS 或 PDF 阅读器中打开，请先关闭再导出。</translation>
    </message>
    <message>
        <source>A field asks for something that this version of the program does not know: {detail}.</source>
        <translation>数据域的取数方式是本版本程序不认识的：{detail}。</translation>
    </message>
    <message>
        <source>The conditions of a table have a wrong form; set them again.</source>
        <translation>表格的筛选条件格式有误，请重新设置。</translation>
    </message>
    <message>
        <source>There is no cell above that this one could repeat.</source>
        <translation>上方没有可以沿用的单元格。</translation>
    </message>
    <message>
        <source>The declaration of a register is incomplete: {detail}.</source>
        <translation>台账的声明不完整：{detail}。</translation>
    </message>
    <message>
        <source>This cell must be filled in.</source>
        <translation>此单元格必须填写。</translation>
    </message>
    <message>
        <source>“{text}” does not have the form this column asks for.</source>
        <translation>“{text}”不符合本列要求的格式。</translation>
    </message>
    <message>
        <source>“{text}” is neither yes nor no.</source>
        <translation>“{text}”既不是“是”也不是“否”。</translation>
    </message>
    <message>
        <source>“{text}” is not a date such as 2017-07-12.</source>
        <translation>“{text}”不是日期，应如 2017-07-12。</translation>
    </message>
    <message>
        <source>“{text}” is not a number.</source>
        <translation>“{text}”不是数字。</translation>
    </message>
    <message>
        <source>“{text}” is not a whole number.</source>
        <translation>“{text}”不是整数。</translation>
    </message>
    <message>
        <source>“{text}” is not one of: {choices}.</source>
        <translation>“{text}”不在可选项中：{choices}。</translation>
    </message>
    <message>
        <source>A text in the file has the wrong form; export the data again and load that file.</source>
        <translation>文件中有一段文字的格式不对；请重新导出数据，再载入那个文件。</translation>
    </message>
    <message>
        <source>The replacement names a group that the expression does not have; \1 is the first group in brackets.</source>
        <translation>替换内容引用了表达式中没有的分组；\1 表示第一个括号内的内容。</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>Chapter: {name}</source>
        <translation>章节：{name}</translation>
    </message>
    <message>
        <source>Columns of the register “{name}”</source>
        <translation>台账“{name}”的列</translation>
    </message>
    <message>
        <source>Company: {name}</source>
        <translation>企业信息：{name}</translation>
    </message>
    <message>
        <source>Field “{name}”</source>
        <translation>数据域“{name}”</translation>
    </message>
    <message>
        <source>Heading inside the chapter</source>
        <translation>章内标题</translation>
    </message>
    <message>
        <source>List item</source>
        <translation>列表项</translation>
    </message>
    <message>
        <source>Page break</source>
        <translation>分页符</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Register in the text</source>
        <translation>文中台账</translation>
    </message>
    <message>
        <source>Report settings: {name}</source>
        <translation>报告设置：{name}</translation>
    </message>
    <message>
        <source>Row “{name}”</source>
        <translation>“{name}”一行</translation>
    </message>
    <message>
        <source>Row “{name}”, {column}</source>
        <translation>“{name}”的{column}</translation>
    </message>
    <message>
        <source>Style sheet “{name}”</source>
        <translation>版式“{name}”</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Title of the chapter</source>
        <translation>章标题</translation>
    </message>
    <message>
        <source>{number} was abolished.</source>
        <translation>{number} 已废止。</translation>
    </message>
    <message>
        <source>{number} was replaced by {later}.</source>
        <translation>{number} 已被 {later} 代替。</translation>
    </message>
    <message>
        <source>“{prefix}” is not a known prefix of standards; compare the number with the standard's cover.</source>
        <translation>“{prefix}”不是已知的标准代号，请与标准封面核对。</translation>
    </message>
    <message>
        <source>“{text}” has not the form of a standard number such as GB/T 19001-2016 or ISO 9001:2015.</source>
        <translation>“{text}”不是标准号的写法，应如 GB/T 19001-2016 或 ISO 9001:2015。</translation>
    </message>
    <message>
        <source>“{text}” is the number of a plan, not of a standard; it belongs into the column of plan numbers.</source>
        <translation>“{text}”是计划号，不是标准号，应填入“计划号”一列。</translation>
    </message>
    <message>
        <source>Add chapter “{subject}”</source>
        <translation>添加章节“{subject}”</translation>
    </message>
    <message>
        <source>Add file “{subject}”</source>
        <translation>添加文件“{subject}”</translation>
    </message>
    <message>
        <source>Add rows to “{subject}”</source>
        <translation>在“{subject}”中添加行</translation>
    </message>
    <message>
        <source>Add the column “{subject}”</source>
        <translation>添加列“{subject}”</translation>
    </message>
    <message>
        <source>Add to “{subject}”</source>
        <translation>在“{subject}”中添加内容</translation>
    </message>
    <message>
        <source>Attach file “{subject}”</source>
        <translation>附上文件“{subject}”</translation>
    </message>
    <message>
        <source>Change cells of “{subject}”</source>
        <translation>修改“{subject}”的单元格</translation>
    </message>
    <message>
        <source>Change the column “{subject}”</source>
        <translation>修改列“{subject}”</translation>
    </message>
    <message>
        <source>Change the company's data</source>
        <translation>修改企业信息</translation>
    </message>
    <message>
        <source>Change the field “{subject}”</source>
        <translation>修改数据域“{subject}”</translation>
    </message>
    <message>
        <source>Change the properties of “{subject}”</source>
        <translation>修改“{subject}”的属性</translation>
    </message>
    <message>
        <source>Change the report's settings</source>
        <translation>修改报告设置</translation>
    </message>
    <message>
        <source>Change the style sheet “{subject}”</source>
        <translation>修改版式“{subject}”</translation>
    </message>
    <message>
        <source>Copy a style sheet as “{subject}”</source>
        <translation>复制版式为“{subject}”</translation>
    </message>
    <message>
        <source>Delete chapter “{subject}”</source>
        <translation>删除章节“{subject}”</translation>
    </message>
    <message>
        <source>Delete from “{subject}”</source>
        <translation>删除“{subject}”中的内容</translation>
    </message>
    <message>
        <source>Delete rows of “{subject}”</source>
        <translation>删除“{subject}”的行</translation>
    </message>
    <message>
        <source>Delete the column “{subject}”</source>
        <translation>删除列“{subject}”</translation>
    </message>
    <message>
        <source>Delete the register “{subject}”</source>
        <translation>删除台账“{subject}”</translation>
    </message>
    <message>
        <source>Demote chapter “{subject}”</source>
        <translation>降级章节“{subject}”</translation>
    </message>
    <message>
        <source>Dismiss a finding: {subject}</source>
        <translation>忽略问题：{subject}</translation>
    </message>
    <message>
        <source>Duplicate rows of “{subject}”</source>
        <translation>复制“{subject}”中的行</translation>
    </message>
    <message>
        <source>Edit “{subject}”</source>
        <translation>编辑“{subject}”</translation>
    </message>
    <message>
        <source>Fill down in “{subject}”</source>
        <translation>在“{subject}”中向下填充</translation>
    </message>
    <message>
        <source>Join paragraphs in “{subject}”</source>
        <translation>在“{subject}”中合并段落</translation>
    </message>
    <message>
        <source>Let a dismissed finding count again: {subject}</source>
        <translation>恢复已忽略的问题：{subject}</translation>
    </message>
    <message>
        <source>Load data</source>
        <translation>载入数据</translation>
    </message>
    <message>
        <source>Load “{subject}” from a file</source>
        <translation>从文件导入“{subject}”</translation>
    </message>
    <message>
        <source>Make the field “{subject}”</source>
        <translation>新建数据域“{subject}”</translation>
    </message>
    <message>
        <source>Make the register “{subject}”</source>
        <translation>新建台账“{subject}”</translation>
    </message>
    <message>
        <source>Move chapter “{subject}”</source>
        <translation>移动章节“{subject}”</translation>
    </message>
    <message>
        <source>Move paragraphs to “{subject}”</source>
        <translation>把段落移到“{subject}”</translation>
    </message>
    <message>
        <source>Move rows of “{subject}”</source>
        <translation>移动“{subject}”的行</translation>
    </message>
    <message>
        <source>Move the column “{subject}”</source>
        <translation>移动列“{subject}”</translation>
    </message>
    <message>
        <source>New library</source>
        <translation>新建报告库</translation>
    </message>
    <message>
        <source>New report “{subject}”</source>
        <translation>新建报告“{subject}”</translation>
    </message>
    <message>
        <source>Paste into “{subject}”</source>
        <translation>粘贴到“{subject}”</translation>
    </message>
    <message>
        <source>Promote chapter “{subject}”</source>
        <translation>升级章节“{subject}”</translation>
    </message>
    <message>
        <source>Remove the field “{subject}”</source>
        <translation>删除数据域“{subject}”</translation>
    </message>
    <message>
        <source>Remove the style sheet “{subject}”</source>
        <translation>删除版式“{subject}”</translation>
    </message>
    <message>
        <source>Rename chapter “{subject}”</source>
        <translation>重命名章节“{subject}”</translation>
    </message>
    <message>
        <source>Rename the register “{subject}”</source>
        <translation>重命名台账“{subject}”</translation>
    </message>
    <message>
        <source>Replace “{subject}”</source>
        <translation>替换“{subject}”</translation>
    </message>
    <message>
        <source>Report {subject} from the year before</source>
        <translation>由上一年新建{subject}年的报告</translation>
    </message>
    <message>
        <source>Restore an earlier text of “{subject}”</source>
        <translation>恢复“{subject}”以前的文字</translation>
    </message>
    <message>
        <source>Restore chapter “{subject}”</source>
        <translation>恢复章节“{subject}”</translation>
    </message>
    <message>
        <source>Set the report in the style sheet “{subject}”</source>
        <translation>采用版式“{subject}”</translation>
    </message>
    <message>
        <source>Split a paragraph in “{subject}”</source>
        <translation>在“{subject}”中拆分段落</translation>
    </message>
    <message>
        <source>Write in “{subject}”</source>
        <translation>编写“{subject}”</translation>
    </message>
    <message>
        <source>The picture is still missing; a frame holds its place.</source>
        <translation>尚未选择图片，页面上留有占位框。</translation>
    </message>
    <message>
        <source>The font {name} cannot be read; install the program again.</source>
        <translation>无法读取字体 {name}；请重新安装本程序。</translation>
    </message>
    <message>
        <source>The table has no columns and was left out.</source>
        <translation>表格没有列，已略去。</translation>
    </message>
    <message>
        <source>Characters that cannot be printed were left out: {characters}</source>
        <translation>已略去无法打印的字符：{characters}</translation>
    </message>
    <message>
        <source>No font has these characters; a box stands in their place: {characters}</source>
        <translation>没有字体含有这些字符，已用方框代替：{characters}</translation>
    </message>
    <message>
        <source>The table has {count} columns, so its letters had to be small.</source>
        <translation>表格有 {count} 列，字号只能缩小。</translation>
    </message>
    <message>
        <source>The PDF shows {fonts} in the face of {other}; the Word file names the fonts themselves.</source>
        <translation>PDF 中的{fonts}以{other}代替；Word 文件仍使用原字体名。</translation>
    </message>
    <message>
        <source>The picture is missing; choose the picture file again.</source>
        <translation>图片缺失；请重新选择图片文件。</translation>
    </message>
    <message>
        <source>The picture cannot be drawn ({detail}); save it as PNG or JPEG and choose it again.</source>
        <translation>图片无法绘制（{detail}）；请另存为 PNG 或 JPEG 后重新选择。</translation>
    </message>
    <message>
        <source>The picture has too many pixels; save it smaller and choose it again.</source>
        <translation>图片像素过多；请缩小保存后重新选择。</translation>
    </message>
    <message>
        <source>The picture is animated; its first image is shown.</source>
        <translation>图片是动画，只显示第一帧。</translation>
    </message>
    <message>
        <source>The picture is broken or of an unknown kind; save it as PNG or JPEG and choose it again.</source>
        <translation>图片已损坏或格式无法识别；请另存为 PNG 或 JPEG 后重新选择。</translation>
    </message>
    <message>
        <source>The picture is empty; choose the picture file again.</source>
        <translation>图片是空的；请重新选择图片文件。</translation>
    </message>
    <message>
        <source>{place}: {remark}</source>
        <translation>{place}：{remark}</translation>
    </message>
    <message>
        <source>A caption's pattern needs {{number}}, and may have {{chapter}}; “{pattern}” does not fit.</source>
        <translation>题注格式必须含 {{number}}，可以含 {{chapter}}；“{pattern}”不符合。</translation>
    </message>
    <message>
        <source>A page must be between {least} and {most} mm wide and high.</source>
        <translation>页面的宽和高应在 {least} 到 {most} 毫米之间。</translation>
    </message>
    <message>
        <source>The font file “{file}” of “{name}” does not come with the program; choose another font.</source>
        <translation>“{name}”的字体文件“{file}”不在程序内，请选择其他字体。</translation>
    </message>
    <message>
        <source>The font size of “{name}” must be between {least} and {most} points.</source>
        <translation>“{name}”的字号应在 {least} 到 {most} 磅之间。</translation>
    </message>
    <message>
        <source>The line spacing of “{name}” must be between {least} and {most} lines.</source>
        <translation>“{name}”的行距应在 {least} 到 {most} 倍之间。</translation>
    </message>
    <message>
        <source>The margins leave too little room; at least {least} mm must remain for the text.</source>
        <translation>页边距太大：正文的宽和高至少要留 {least} 毫米。</translation>
    </message>
    <message>
        <source>The number of level {level}, “{pattern}”, may name the levels {{1}} to {{{level}}} only.</source>
        <translation>第 {level} 级编号“{pattern}”只能引用 {{1}} 到 {{{level}}} 级。</translation>
    </message>
    <message>
        <source>The spaces and the logo may take {most} % of the title page's height together; make one smaller.</source>
        <translation>封面上的间距与标志合计最多占版心高度的 {most}%，请减小其中一项。</translation>
    </message>
    <message>
        <source>The style sheet does not say how “{name}” looks; restore the original.</source>
        <translation>版式没有规定“{name}”的样子，请恢复原始设置。</translation>
    </message>
    <message>
        <source>The style sheet says something impossible at {part}/{setting}; restore the original.</source>
        <translation>版式在 {part}/{setting} 处的设置无效，请恢复原始设置。</translation>
    </message>
    <message>
        <source>“{name}” is set in a font that the style sheet does not have; choose another font.</source>
        <translation>“{name}”所用的字体不在版式里，请选择其他字体。</translation>
    </message>
    <message>
        <source>The style sheet is incomplete ({detail}); choose another one or restore the original.</source>
        <translation>版式不完整（{detail}）；请换一个版式，或恢复原来的版式。</translation>
    </message>
    <message>
        <source>There is no paper “{name}”; choose one of: {names}.</source>
        <translation>没有名为“{name}”的纸张；请选择其中之一：{names}。</translation>
    </message>
    <message>
        <source>There is no style sheet “{name}”; choose one of: {names}.</source>
        <translation>没有版式“{name}”；可用的版式有：{names}。</translation>
    </message>
    <message>
        <source>Word allows {count} columns; the table was cut into several.</source>
        <translation>Word 最多允许 {count} 列，表格已拆成几个。</translation>
    </message>
    <message>
        <source>“{name}” has more than {count} rows; load it in parts.</source>
        <translation>“{name}”超过 {count} 行，请分批导入。</translation>
    </message>
    <message>
        <source>“{name}” is larger than {size} MB; save the one table as a file of its own.</source>
        <translation>“{name}”超过 {size} MB，请把要导入的那张表另存为单独的文件。</translation>
    </message>
    <message>
        <source>“{name}” is no text that can be read; save it as CSV (UTF-8) and load it again.</source>
        <translation>“{name}”不是可以读取的文本，请另存为 CSV（UTF-8）后重新导入。</translation>
    </message>
    <message>
        <source>The file does not hold a library; choose a file that “dump” wrote.</source>
        <translation>文件中没有报告库；请选择“dump”写出的文件。</translation>
    </message>
    <message>
        <source>The file is not JSON ({detail}); choose a file that “dump” wrote.</source>
        <translation>文件不是 JSON（{detail}）；请选择“dump”写出的文件。</translation>
    </message>
    <message>
        <source>The file was written by a newer version of this program; install that version to load it.</source>
        <translation>文件由本程序的更新版本写出；请安装那个版本再载入。</translation>
    </message>
    <message>
        <source>The file's data have a wrong form at {place}; export them again with “dump” and load that file.</source>
        <translation>文件在 {place} 处的数据格式不对；请用“dump”重新导出，再载入那个文件。</translation>
    </message>
    <message>
        <source>Line {number} holds an unknown object “{name}”; use figure, register or page break.</source>
        <translation>第 {number} 行的对象“{name}”无法识别；可用 figure、register 或 page break。</translation>
    </message>
    <message>
        <source>Line {number} stands before the first heading; begin the text with a line such as “# Title”.</source>
        <translation>第 {number} 行在第一个标题之前；文本应以“# 标题”这样的行开头。</translation>
    </message>
    <message>
        <source>Line {line} (“{text}”) adds up or explains the others and is left out.</source>
        <translation>第 {line} 行（“{text}”）是合计或说明，不导入。</translation>
    </message>
    <message>
        <source>No line of the file has the headings of “{register}”; export a blank form to see them.</source>
        <translation>文件中没有“{register}”的表头，请先导出空白表格，对照其中的表头。</translation>
    </message>
    <message>
        <source>The file has no column “{heading}”, which must be filled in.</source>
        <translation>文件中没有必填的“{heading}”一列。</translation>
    </message>
    <message>
        <source>The file has no column “{heading}”; new rows have no place.</source>
        <translation>文件中没有“{heading}”一列，新增的行没有归属。</translation>
    </message>
    <message>
        <source>The file shows the error {error} here.</source>
        <translation>文件中此处为错误值 {error}。</translation>
    </message>
    <message>
        <source>There is no “{name}” that this row could belong to; enter it first.</source>
        <translation>没有名为“{name}”的上级记录，请先录入。</translation>
    </message>
    <message>
        <source>This formula was never computed; open the file in Excel or WPS, save it and load it again.</source>
        <translation>该公式尚未计算，请用 Excel 或 WPS 打开文件，保存后重新导入。</translation>
    </message>
    <message>
        <source>Two columns are headed “{heading}” or mean the same; the first is read.</source>
        <translation>有两列的表头都是“{heading}”或含义相同，只读取第一列。</translation>
    </message>
    <message>
        <source>“{name}” holds more cells than can be read; save the one table as a file of its own.</source>
        <translation>“{name}”中的单元格过多，无法读取；请把这一张表另存为单独的文件。</translation>
    </message>
    <message>
        <source>“{name}” is no Excel workbook that can be read; open it in Excel or WPS and save it as .xlsx.</source>
        <translation>“{name}”不是可以读取的 Excel 工作簿，请用 Excel 或 WPS 打开并另存为 .xlsx。</translation>
    </message>
    <message>
        <source>“{name}” is protected by a password; open it in Excel or WPS and save a copy without the password.</source>
        <translation>“{name}”有密码保护，请用 Excel 或 WPS 打开，另存一份不带密码的副本。</translation>
    </message>
    <message>
        <source>“{name}” unpacks to more than {size} MB; save the one table as a file of its own.</source>
        <translation>“{name}”解压后超过 {size} MB，请把要导入的那张表另存为单独的文件。</translation>
    </message>
    <message>
        <source>“{file}” cannot be read ({detail}); the program goes on without these presets.</source>
        <translation>无法读取“{file}”（{detail}），程序不使用其中的预设，照常运行。</translation>
    </message>
    <message>
        <source>“{file}” is not well formed ({detail}); the program goes on without these presets.</source>
        <translation>“{file}”的格式有误（{detail}），程序不使用其中的预设，照常运行。</translation>
    </message>
    <message>
        <source>“{name}” in “{file}” is no setting, or its value does not fit; it is left out.</source>
        <translation>“{file}”中的“{name}”不是有效设置或取值不合适，已忽略。</translation>
    </message>
    <message>
        <source>“{name}” in “{file}” is not a folder with its whole path; it is left out.</source>
        <translation>“{file}”中的“{name}”不是完整的文件夹路径，已忽略。</translation>
    </message>
    <message>
        <source>Only paragraphs and list items can be split or joined.</source>
        <translation>只有段落和列表项可以拆分或合并。</translation>
    </message>
    <message>
        <source>There is no paragraph behind this one to join it with.</source>
        <translation>后面没有段落可以合并。</translation>
    </message>
    <message>
        <source>This paragraph does not exist any more.</source>
        <translation>这个段落已不存在。</translation>
    </message>
    <message>
        <source>“{title}” is final; reopen the chapter before you change its text.</source>
        <translation>“{title}”已定稿；请先重新编辑该章节，再修改正文。</translation>
    </message>
    <message>
        <source>A chapter cannot be placed in another report; choose a place in its own.</source>
        <translation>章节不能放到另一份报告里；请在本报告中选择位置。</translation>
    </message>
    <message>
        <source>Chapters of several reports cannot be moved together; move those of one report.</source>
        <translation>不能同时移动几份报告的章节；请只移动一份报告的。</translation>
    </message>
    <message>
        <source>There is no chapter before “{title}” that it could belong to.</source>
        <translation>“{title}”前面没有可以归入的章节。</translation>
    </message>
    <message>
        <source>“{title}” already stands at the highest level.</source>
        <translation>“{title}”已经是最高一级。</translation>
    </message>
    <message>
        <source>“{title}” cannot be moved into itself; choose another place.</source>
        <translation>不能把“{title}”移到它自己里面；请换一个位置。</translation>
    </message>
    <message>
        <source>“{title}” is final; set it back to draft first.</source>
        <translation>“{title}”已定稿，请先改回草稿。</translation>
    </message>
    <message>
        <source>Say why this may stand; the reason is kept beside it.</source>
        <translation>请填写忽略的理由，理由会随问题一起保存。</translation>
    </message>
    <message>
        <source>“{name}” could not be read after it was written, so it is not known as a review copy; export it again.</source>
        <translation>“{name}”写出后无法读取，未能登记为送审稿；请重新导出。</translation>
    </message>
    <message>
        <source>A field needs a name of at most {count} characters without braces, brackets, points and bars.</source>
        <translation>数据域需要名称，至多 {count} 个字，且不含花括号、方括号、句点和竖线。</translation>
    </message>
    <message>
        <source>Enter the value that the field is to show.</source>
        <translation>请填写数据域要显示的值。</translation>
    </message>
    <message>
        <source>The field “{name}” is used in {places}; take it out there first.</source>
        <translation>数据域“{name}”正用于{places}，请先从那里移除。</translation>
    </message>
    <message>
        <source>There is a fact “{name}” already; choose another name, or make a field that shows it.</source>
        <translation>已有事实数据“{name}”，请换一个名称，或新建一个显示它的数据域。</translation>
    </message>
    <message>
        <source>There is a field “{name}” already; choose another name.</source>
        <translation>已有数据域“{name}”，请换一个名称。</translation>
    </message>
    <message>
        <source>There is no register “{name}” any more.</source>
        <translation>已没有台账“{name}”。</translation>
    </message>
    <message>
        <source>There is no report of {year}, whose rows are asked for.</source>
        <translation>没有 {year} 年的报告，无法取其台账数据。</translation>
    </message>
    <message>
        <source>A column needs a name.</source>
        <translation>请填写列的名称。</translation>
    </message>
    <message>
        <source>A column of choices needs choices; enter at least one.</source>
        <translation>选项列至少要有一个选项。</translation>
    </message>
    <message>
        <source>A register needs a column; enter the name of its first one.</source>
        <translation>台账至少要有一列，请填写第一列的名称。</translation>
    </message>
    <message>
        <source>A register needs a name.</source>
        <translation>请填写台账名称。</translation>
    </message>
    <message>
        <source>There is a column “{name}” already; choose another name.</source>
        <translation>已有名为“{name}”的列，请换一个名称。</translation>
    </message>
    <message>
        <source>There is a register “{name}” already; choose another name.</source>
        <translation>已有台账“{name}”，请换一个名称。</translation>
    </message>
    <message>
        <source>This column does not exist any more.</source>
        <translation>这一列已不存在。</translation>
    </message>
    <message>
        <source>This register does not exist any more.</source>
        <translation>这个台账已不存在。</translation>
    </message>
    <message>
        <source>“{name}” is shown in a chapter; take it out there first.</source>
        <translation>“{name}”正在章节中显示，请先从章节中删去。</translation>
    </message>
    <message>
        <source>“{name}” names the rows of this register, so it must stay.</source>
        <translation>“{name}”是本台账各行的名称列，不能删除。</translation>
    </message>
    <message>
        <source>“{name}” names the rows of this register, so it stays the first column.</source>
        <translation>“{name}”是本台账各行的名称，必须是第一列。</translation>
    </message>
    <message>
        <source>“{name}” still has rows; delete them first.</source>
        <translation>“{name}”中还有数据，请先删除各行。</translation>
    </message>
    <message>
        <source>The picture “{name}” is damaged.</source>
        <translation>图片“{name}”已损坏。</translation>
    </message>
    <message>
        <source>“{name}” cannot be read; check the name and the folder.</source>
        <translation>无法读取“{name}”；请检查文件名和文件夹。</translation>
    </message>
    <message>
        <source>“{name}” is not UTF-8 text; choose a file that “dump” wrote.</source>
        <translation>“{name}”不是 UTF-8 文本；请选择“dump”写出的文件。</translation>
    </message>
    <message>
        <source>Damaged places among: {what}. Everything that the history names is there.</source>
        <translation>“{what}”有损坏，操作历史中有记录的内容均已找回。</translation>
    </message>
    <message>
        <source>Damaged places among: {what}. Some may be missing that the history does not name any more.</source>
        <translation>“{what}”有损坏，操作历史中也没有记录的部分可能已缺失。</translation>
    </message>
    <message>
        <source>Damaged places among: {what}. {count} were brought back from the history.</source>
        <translation>“{what}”有损坏，其中 {count} 条已从操作历史中找回。</translation>
    </message>
    <message>
        <source>Nothing of a report library can be read in “{name}”; open one of its backups.</source>
        <translation>“{name}”中读不出任何报告库内容，请打开它的备份。</translation>
    </message>
    <message>
        <source>Recovered: {reports} reports, {chapters} chapters, {blocks} paragraphs, tables and pictures in them, {rows} rows of registers, {files} stored files, {versions} versions.</source>
        <translation>已恢复：报告 {reports} 份，章节 {chapters} 个，正文段落、表格和图片 {blocks} 个，台账 {rows} 行，附件 {files} 个，版本 {versions} 个。</translation>
    </message>
    <message>
        <source>The chapter over “{title}” is lost; it stands at the top now.</source>
        <translation>“{title}”的上级章节已丢失，该章节现放在最上层。</translation>
    </message>
    <message>
        <source>The company's data are lost; enter them again.</source>
        <translation>企业信息已丢失，请重新填写。</translation>
    </message>
    <message>
        <source>The file “{name}” is lost; add it again.</source>
        <translation>附件“{name}”已丢失，请重新添加。</translation>
    </message>
    <message>
        <source>The list of changes ({count} steps) and the records of what was sent out begin anew.</source>
        <translation>操作历史（{count} 步）和送审记录不保留，从头开始记录。</translation>
    </message>
    <message>
        <source>The settings of a report are lost; what it held stands in the report of {year} now.</source>
        <translation>有一份报告的设置已丢失，其内容现放在 {year} 年的报告中。</translation>
    </message>
    <message>
        <source>The title of a chapter is lost; its {count} paragraphs stand in “{title}” now.</source>
        <translation>有一章的标题已丢失，其 {count} 个段落现放在“{title}”中。</translation>
    </message>
    <message>
        <source>chapters</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>dismissed findings</source>
        <translation>已忽略的问题</translation>
    </message>
    <message>
        <source>fields</source>
        <translation>数据域</translation>
    </message>
    <message>
        <source>paragraphs</source>
        <translation>正文段落</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>registers of your own</source>
        <translation>自建台账</translation>
    </message>
    <message>
        <source>reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>rows of registers</source>
        <translation>台账记录</translation>
    </message>
    <message>
        <source>stored files</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>style sheets</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>the company</source>
        <translation>企业信息</translation>
    </message>
    <message>
        <source>versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>{count} rows belonged to rows that are lost; they stand by themselves now.</source>
        <translation>有 {count} 行的上级记录已丢失，现作为独立记录保留。</translation>
    </message>
    <message>
        <source>Nothing comes due; enter dates of expiry in the registers of certificates first.</source>
        <translation>没有到期事项，请先在证书类台账中填写有效期。</translation>
    </message>
    <message>
        <source>The library holds no report yet; make one with a year and a template.</source>
        <translation>报告库中还没有报告；请选定年度和模板新建一份。</translation>
    </message>
    <message>
        <source>There is a report of {year} already; open it, or choose another year.</source>
        <translation>已有 {year} 年度的报告；请打开它，或换一个年度。</translation>
    </message>
    <message>
        <source>There is no report of {year}; the library has: {years}.</source>
        <translation>没有 {year} 年度的报告；库中有：{years}。</translation>
    </message>
    <message>
        <source>The preset language “{name}” is none of: {names}.</source>
        <translation>预设语言“{name}”无效，可选：{names}。</translation>
    </message>
    <message>
        <source>The preset style sheet “{name}” is none of: {names}.</source>
        <translation>预设样式“{name}”不存在，可选：{names}。</translation>
    </message>
    <message>
        <source>The preset template “{name}” is none of: {names}.</source>
        <translation>预设模板“{name}”不存在，可选：{names}。</translation>
    </message>
    <message>
        <source>The style sheet “{file}” cannot be read ({detail}); it is left out.</source>
        <translation>无法读取样式文件“{file}”（{detail}），已忽略。</translation>
    </message>
    <message>
        <source>Rows of several tables cannot be duplicated together; choose those of one table.</source>
        <translation>不能把几张表的行一起复制；请只选一张表的行。</translation>
    </message>
    <message>
        <source>Rows of several tables cannot be moved together; move those of one table.</source>
        <translation>不能同时移动几张表的行；请只移动一张表的。</translation>
    </message>
    <message>
        <source>There is no register “{name}”; choose one of: {names}.</source>
        <translation>没有台账“{name}”；可用的台账有：{names}。</translation>
    </message>
    <message>
        <source>“{name}” exists already; choose another name, or open it.</source>
        <translation>“{name}”已存在；请换一个名字，或直接打开它。</translation>
    </message>
    <message>
        <source>An approved version is kept for good; keep it, or drop a version that is not approved.</source>
        <translation>批准稿须长期保留，不能删除；其他版本可以删除。</translation>
    </message>
    <message>
        <source>The version needs a name; enter one.</source>
        <translation>请为版本取一个名称。</translation>
    </message>
    <message>
        <source>There is a version “{name}” already; enter another name.</source>
        <translation>已有名为“{name}”的版本，请换一个名称。</translation>
    </message>
    <message>
        <source>There is no version “{name}” of this report; there are: {known}.</source>
        <translation>本报告没有名为“{name}”的版本；现有版本：{known}。</translation>
    </message>
    <message>
        <source>This report does not exist any more.</source>
        <translation>这份报告已不存在。</translation>
    </message>
    <message>
        <source>A style sheet needs a name.</source>
        <translation>请给版式起一个名称。</translation>
    </message>
    <message>
        <source>There is a style sheet “{name}” already; choose another name.</source>
        <translation>已有名为“{name}”的版式，请换一个名称。</translation>
    </message>
    <message>
        <source>A table is written as .xlsx or .csv; give the file one of these endings.</source>
        <translation>台账只能导出为 .xlsx 或 .csv，请使用其中一种扩展名。</translation>
    </message>
    <message>
        <source>“{name}” is neither .xlsx nor .csv; open it in Excel or WPS and save it as .xlsx.</source>
        <translation>“{name}”不是 .xlsx 或 .csv 文件，请用 Excel 或 WPS 打开并另存为 .xlsx。</translation>
    </message>
    <message>
        <source>The template “{file}” has another form than the ones of the program ({detail}); it is left out.</source>
        <translation>模板文件“{file}”的格式与程序自带模板不符（{detail}），已忽略。</translation>
    </message>
    <message>
        <source>There is no template “{name}”; choose one of: {names}.</source>
        <translation>没有模板“{name}”；可用的模板有：{names}。</translation>
    </message>
    <message>
        <source>Another program is working in “{name}” at this moment; wait a little and do it again.</source>
        <translation>另一个程序正在使用“{name}”；请稍候再试。</translation>
    </message>
    <message>
        <source>No backup could be written to “{folder}”, so the library was left as it is; make room there.</source>
        <translation>无法在“{folder}”中写入备份，报告库保持原样；请在那里腾出空间。</translation>
    </message>
    <message>
        <source>The copy “{name}” would be damaged, so it was not kept; check the library first.</source>
        <translation>副本“{name}”会是损坏的，因此没有保留；请先检查报告库。</translation>
    </message>
    <message>
        <source>“{name}” exists already; choose another name.</source>
        <translation>“{name}”已存在；请换一个名字。</translation>
    </message>
    <message>
        <source>This library knows nothing of the export “{key}”; open the library that the file was made from.</source>
        <translation>本报告库中没有编号为“{key}”的导出记录；请打开导出该文件时所用的报告库。</translation>
    </message>
    <message>
        <source>The disk is full, so the last change to “{name}” was not saved; free some space and do it again.</source>
        <translation>磁盘已满，对“{name}”的最后一次修改没有保存；请腾出空间后重做一次。</translation>
    </message>
    <message>
        <source>The disk with “{name}” cannot be read; check the drive or the network and open the file again.</source>
        <translation>无法读取“{name}”所在的磁盘；请检查磁盘或网络后重新打开。</translation>
    </message>
    <message>
        <source>The disk with “{name}” does not answer, so the last change was not saved; check the drive or the network and do it again.</source>
        <translation>“{name}”所在的磁盘没有响应，最后一次修改没有保存；请检查磁盘或网络后重做一次。</translation>
    </message>
    <message>
        <source>The file “{name}” was moved or deleted while it was open, so nothing more can be saved in it; save a copy of your work elsewhere.</source>
        <translation>文件“{name}”在打开期间被移走或删除，无法再保存；请把工作另存一份到别处。</translation>
    </message>
    <message>
        <source>This is too large to be kept in “{name}”; make it smaller and do it again.</source>
        <translation>内容太大，无法存入“{name}”；请缩小后重做一次。</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened; check that the file and its folder are still there and that you may read them.</source>
        <translation>无法打开“{name}”；请检查文件和文件夹是否还在、是否有权读取。</translation>
    </message>
    <message>
        <source>“{name}” holds data that cannot be read ({detail}); open one of its backups.</source>
        <translation>“{name}”中有无法读取的数据（{detail}）；请打开它的备份。</translation>
    </message>
    <message>
        <source>“{name}” is damaged; open one of its backups, the damaged file is left as it is.</source>
        <translation>“{name}”已损坏；请打开它的某个备份，损坏的文件会原样保留。</translation>
    </message>
    <message>
        <source>“{name}” may not be changed here; copy it to a folder of your own, or open it for reading only.</source>
        <translation>“{name}”在这里不能修改；请把它复制到自己的文件夹，或以只读方式打开。</translation>
    </message>
    <message>
        <source>The history of this library is damaged, so the step cannot be taken; the library itself is as it was.</source>
        <translation>报告库的操作历史已损坏，这一步无法执行；报告库本身没有变化。</translation>
    </message>
    <message>
        <source>The tables of “{name}” are not those of a report library; open one of its backups, the file is left as it is.</source>
        <translation>“{name}”的数据表不是报告库的样式；请打开它的备份，文件会原样保留。</translation>
    </message>
    <message>
        <source>There is no file “{name}”; check the name and the folder, or make a new library.</source>
        <translation>没有文件“{name}”；请检查文件名和文件夹，或新建报告库。</translation>
    </message>
    <message>
        <source>“{name}” cannot be read; ask its owner for the right to read it.</source>
        <translation>无法读取“{name}”；请向文件的主人申请读取权限。</translation>
    </message>
    <message>
        <source>“{name}” is a database of another program; choose a file that this program made.</source>
        <translation>“{name}”是其他程序的数据库；请选择由本程序建立的文件。</translation>
    </message>
    <message>
        <source>“{name}” is a folder; choose a file that ends in .qid.</source>
        <translation>“{name}”是文件夹；请选择以 .qid 结尾的文件。</translation>
    </message>
    <message>
        <source>“{name}” is empty; open one of its backups, or make a new library under another name.</source>
        <translation>“{name}”是空文件；请打开它的备份，或另取名字新建报告库。</translation>
    </message>
    <message>
        <source>“{name}” is not a report library; choose a file that this program made.</source>
        <translation>“{name}”不是报告库；请选择由本程序建立的文件。</translation>
    </message>
    <message>
        <source>“{name}” is open for reading only; close it elsewhere and open it again to change it.</source>
        <translation>“{name}”以只读方式打开；请在别处关闭后重新打开再修改。</translation>
    </message>
    <message>
        <source>“{name}” was made by a newer version of this program ({detail}); install that version to open it.</source>
        <translation>“{name}”由本程序的更新版本建立（{detail}）；请安装那个版本再打开。</translation>
    </message>
    <message>
        <source>“{name}” was made by an older version and must be brought up to date; open it once for writing.</source>
        <translation>“{name}”由旧版本建立，需要升级；请先以可写方式打开一次。</translation>
    </message>
    <message>
        <source>“{name}” was not closed properly; open it once for writing to bring it in order.</source>
        <translation>“{name}”上次没有正常关闭；请以可写方式打开一次以恢复。</translation>
    </message>
    <message>
        <source>Nothing may be written in the folder of “{name}”; copy the file to a folder of your own, or open it for reading only.</source>
        <translation>不能在“{name}”所在的文件夹中写入；请把文件复制到自己的文件夹，或以只读方式打开。</translation>
    </message>
    <message>
        <source>“{name}” is open for {user} on {computer} since {since}; close it there, or open it here for reading only.</source>
        <translation>“{name}”正由 {user} 在 {computer} 上打开（自 {since} 起）；请在那里关闭，或在此以只读方式打开。</translation>
    </message>
    <message>
        <source>“{name}” is open in another window; close it there, or open it here for reading only.</source>
        <translation>“{name}”已在另一个窗口中打开；请在那里关闭，或在此以只读方式打开。</translation>
    </message>
    <message>
        <source>The beginning of “{name}” is not that of a report library.</source>
        <translation>“{name}”的文件头不是报告库的文件头。</translation>
    </message>
    <message>
        <source>“{name}” has damaged places: {detail}</source>
        <translation>“{name}”中有损坏之处：{detail}</translation>
    </message>
    <message>
        <source>“{name}” is cut off: {there} of {whole} bytes are there.</source>
        <translation>“{name}”不完整：应有 {whole} 字节，实有 {there} 字节。</translation>
    </message>
    <message>
        <source>“{name}” is empty: it has 0 bytes.</source>
        <translation>“{name}”是空文件（0 字节）。</translation>
    </message>
    <message>
        <source>The company's data are missing; restore a backup.</source>
        <translation>企业信息缺失；请恢复备份。</translation>
    </message>
    <message>
        <source>This chapter does not exist any more.</source>
        <translation>这个章节已不存在。</translation>
    </message>
    <message>
        <source>This field does not exist any more; choose another one.</source>
        <translation>该数据域已不存在，请另选一个。</translation>
    </message>
    <message>
        <source>This finding is not dismissed any more.</source>
        <translation>该问题已不再处于忽略状态。</translation>
    </message>
    <message>
        <source>This picture does not exist any more.</source>
        <translation>这张图片已不存在。</translation>
    </message>
    <message>
        <source>This row does not exist any more.</source>
        <translation>这一行已不存在。</translation>
    </message>
    <message>
        <source>This style sheet does not exist any more; choose another one.</source>
        <translation>这个版式已不存在，请选择其他版式。</translation>
    </message>
    <message>
        <source>The version “{name}” is damaged; open a backup that still holds it.</source>
        <translation>版本“{name}”已损坏，请打开仍保存有它的备份。</translation>
    </message>
    <message>
        <source>The versions in this library cannot be read; open one of its backups.</source>
        <translation>无法读取本报告库的版本，请打开一份备份。</translation>
    </message>
    <message>
        <source>This version does not exist any more.</source>
        <translation>这个版本已不存在。</translation>
    </message>
    <message>
        <source>As in “{name}”</source>
        <translation>与“{name}”一致</translation>
    </message>
    <message>
        <source>{count} changes since “{name}”</source>
        <translation>“{name}”之后有 {count} 处修改</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>（无标题）</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>责任部门</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>No findings</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>字数</translation>
    </message>
    <message>
        <source>{date}, overdue</source>
        <translation>{date}，已逾期</translation>
    </message>
    <message>
        <source>{severity}: {count}</source>
        <translation>{severity} {count} 个</translation>
    </message>
    <message>
        <source>Bin …</source>
        <translation>回收站…</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>Delete chapter</source>
        <translation>删除章节</translation>
    </message>
    <message>
        <source>Demote</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>New chapter</source>
        <translation>新建章节</translation>
    </message>
    <message>
        <source>New chapter below</source>
        <translation>新建下级章节</translation>
    </message>
    <message>
        <source>Promote</source>
        <translation>升级</translation>
    </message>
    <message>
        <source>Properties …</source>
        <translation>属性…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>{count} chapters</source>
        <translation>{count} 个章节</translation>
    </message>
    <message>
        <source>About QI Desktop</source>
        <translation>关于质量诚信报告</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Drafts the yearly quality integrity report, offline. It never uses the network.</source>
        <translation>离线编写年度质量诚信报告，从不使用网络。</translation>
    </message>
    <message>
        <source>Its author ships no text with it.</source>
        <translation>作者未随附许可证正文。</translation>
    </message>
    <message>
        <source>Its own licence is Apache-2.0. It is shipped with the works of others that are listed here:</source>
        <translation>本软件采用 Apache-2.0 许可证，随附下列第三方作品：</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>许可证：{licence}</translation>
    </message>
    <message>
        <source>Parts of the program</source>
        <translation>软件组成部分</translation>
    </message>
    <message>
        <source>QI Desktop</source>
        <translation>质量诚信报告</translation>
    </message>
    <message>
        <source>QI Desktop {version}, Qt {qt}</source>
        <translation>质量诚信报告 {version}，Qt {qt}</translation>
    </message>
    <message>
        <source>Search names and licence texts</source>
        <translation>搜索名称和许可证正文</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Changed since: {operations} steps; {chapters} chapters, {blocks} paragraphs, {rows} rows of registers, {others} others.</source>
        <translation>此后操作 {operations} 步；与现在不同：章节 {chapters} 个，正文段落 {blocks} 个，台账 {rows} 行，其他 {others} 项。</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>文件大小</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>备份时间</translation>
    </message>
    <message>
        <source>Nothing has changed since.</source>
        <translation>此后没有改动。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restore the state of {time}? The present state is kept as a backup first.</source>
        <translation>恢复到 {time} 的状态吗？当前状态会先另存为一份备份。</translation>
    </message>
    <message>
        <source>Restore …</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>The library is backed up by itself: every 30 minutes and on closing if changed, before loading tables and before updates.</source>
        <translation>报告库自动备份：有改动时每 30 分钟和关闭时各备份一次，导入表格和升级文件格式之前也会备份。</translation>
    </message>
    <message>
        <source>There are no backups yet.</source>
        <translation>还没有备份。</translation>
    </message>
    <message>
        <source>What stands in the backup</source>
        <translation>备份中的内容</translation>
    </message>
    <message>
        <source>Backups …</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open the new file</source>
        <translation>打开新文件</translation>
    </message>
    <message>
        <source>Recover into a new file …</source>
        <translation>恢复到新文件…</translation>
    </message>
    <message>
        <source>The damaged file is left as it is. What can be read of it can be put into a new file. There are no backups of it on this computer.</source>
        <translation>损坏的文件保持原样。可以把还能读出的内容恢复到新文件。本机上没有它的备份。</translation>
    </message>
    <message>
        <source>The damaged file is left as it is. What can be read of it can be put into a new file; or go back to one of the {count} backups.</source>
        <translation>损坏的文件保持原样。可以把还能读出的内容恢复到新文件，也可以回到 {count} 份备份中的一份。</translation>
    </message>
    <message>
        <source>The report library is damaged</source>
        <translation>报告库已损坏</translation>
    </message>
    <message>
        <source>What is lost or changed</source>
        <translation>损失和变动</translation>
    </message>
    <message>
        <source>What was recovered</source>
        <translation>恢复结果</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>For example: agreed with the sales department</source>
        <translation>例如：已与销售部核对，属实</translation>
    </message>
    <message>
        <source>It does not count any more, and counts again when the text or the figures it is about change.</source>
        <translation>忽略后不再计入问题；相关文字或数据变动后，会重新提示。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Calendar file (.ics) …</source>
        <translation>日历文件 (.ics)…</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Days left</source>
        <translation>剩余天数</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Due list</source>
        <translation>到期提醒</translation>
    </message>
    <message>
        <source>Nothing comes due. Enter dates of expiry in the registers of certificates, instruments and equipment.</source>
        <translation>没有到期事项。请在证书、计量器具和特种设备台账中填写有效期。</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>overdue by {days} days</source>
        <translation>已过期 {days} 天</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Confirmed for this report</source>
        <translation>本报告已确认</translation>
    </message>
    <message>
        <source>Exact or about</source>
        <translation>确数或约数</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>New entered value</source>
        <translation>新建手填数据</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>确数</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>导出完成</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Mark every page as a draft</source>
        <translation>每页加“草稿”水印</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open {kind}</source>
        <translation>打开 {kind}</translation>
    </message>
    <message>
        <source>PDF, for printing and publishing</source>
        <translation>PDF，用于打印和发布</translation>
    </message>
    <message>
        <source>Review copy: Word records what is changed</source>
        <translation>送审稿：Word 自动记录修订</translation>
    </message>
    <message>
        <source>Style sheet</source>
        <translation>版式</translation>
    </message>
    <message>
        <source>The library is open for reading only, so it could not remember a review copy.</source>
        <translation>报告库以只读方式打开，无法记住送审稿。</translation>
    </message>
    <message>
        <source>The pages are marked as a review copy, and the library remembers them, so that a returned file can be compared.</source>
        <translation>页面标明“送审稿”，报告库记住送出的内容，以便与返回的文件比较。</translation>
    </message>
    <message>
        <source>The report as it is</source>
        <translation>当前内容</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>What could not be shown as it stands:</source>
        <translation>未能原样显示的内容：</translation>
    </message>
    <message>
        <source>Word (.docx), for review and editing</source>
        <translation>Word（.docx），用于会签和修改</translation>
    </message>
    <message>
        <source>{pages} pages were written:</source>
        <translation>已写出 {pages} 页：</translation>
    </message>
    <message>
        <source>Add condition</source>
        <translation>添加条件</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>比较值</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较方式</translation>
    </message>
    <message>
        <source>Remove this condition</source>
        <translation>去掉这个条件</translation>
    </message>
    <message>
        <source>at least, or from</source>
        <translation>不小于（不早于）</translation>
    </message>
    <message>
        <source>at most, or until</source>
        <translation>不大于（不晚于）</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>is</source>
        <translation>等于</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>为空</translation>
    </message>
    <message>
        <source>is filled in</source>
        <translation>已填写</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>不等于</translation>
    </message>
    <message>
        <source>is one of (parted by 、)</source>
        <translation>是其中之一（以、分隔）</translation>
    </message>
    <message>
        <source>{place} stands for the report's year, {before} for the year before.</source>
        <translation>{place} 代表报告年度，{before} 代表上一年度。</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>Between entries</source>
        <translation>各项之间</translation>
    </message>
    <message>
        <source>Change field</source>
        <translation>修改数据域</translation>
    </message>
    <message>
        <source>Decimals</source>
        <translation>小数位数</translation>
    </message>
    <message>
        <source>Divided by</source>
        <translation>除以</translation>
    </message>
    <message>
        <source>Half to even (GB/T 8170)</source>
        <translation>四舍六入五成双（GB/T 8170）</translation>
    </message>
    <message>
        <source>Half up (everyday)</source>
        <translation>四舍五入</translation>
    </message>
    <message>
        <source>How it comes about</source>
        <translation>计算依据</translation>
    </message>
    <message>
        <source>Largest or latest</source>
        <translation>最大值（最晚）</translation>
    </message>
    <message>
        <source>List of a column</source>
        <translation>列出一列</translation>
    </message>
    <message>
        <source>New field</source>
        <translation>新建数据域</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Number format</source>
        <translation>数字格式</translation>
    </message>
    <message>
        <source>Number of rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Only rows where</source>
        <translation>只取这样的行</translation>
    </message>
    <message>
        <source>Per thousand (‰)</source>
        <translation>千分比（‰）</translation>
    </message>
    <message>
        <source>Percent (%)</source>
        <translation>百分比（%）</translation>
    </message>
    <message>
        <source>Rate: one column divided by another</source>
        <translation>比率：一列除以另一列</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>修约</translation>
    </message>
    <message>
        <source>Rows from</source>
        <translation>取自</translation>
    </message>
    <message>
        <source>Separate thousands</source>
        <translation>千位分隔符</translation>
    </message>
    <message>
        <source>Share of rows</source>
        <translation>行数占比</translation>
    </message>
    <message>
        <source>Share of those where</source>
        <translation>其中满足</translation>
    </message>
    <message>
        <source>Smallest or earliest</source>
        <translation>最小值（最早）</translation>
    </message>
    <message>
        <source>Sum of a column</source>
        <translation>列合计</translation>
    </message>
    <message>
        <source>Unit behind it</source>
        <translation>后缀单位</translation>
    </message>
    <message>
        <source>Value of one row</source>
        <translation>某一行的值</translation>
    </message>
    <message>
        <source>What</source>
        <translation>取什么</translation>
    </message>
    <message>
        <source>decimals as they are</source>
        <translation>小数位数照原样</translation>
    </message>
    <message>
        <source>the report of the year before</source>
        <translation>上一年度的报告</translation>
    </message>
    <message>
        <source>this report</source>
        <translation>本报告</translation>
    </message>
    <message>
        <source>{count} decimals</source>
        <translation>{count} 位小数</translation>
    </message>
    <message>
        <source>A field that is used cannot be deleted.</source>
        <translation>正在使用的数据域不能删除。</translation>
    </message>
    <message>
        <source>Change or rename…</source>
        <translation>修改或重命名…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>数据域</translation>
    </message>
    <message>
        <source>Insert at the cursor</source>
        <translation>插入到光标处</translation>
    </message>
    <message>
        <source>New entered value…</source>
        <translation>新建手填数据…</translation>
    </message>
    <message>
        <source>New field…</source>
        <translation>新建数据域…</translation>
    </message>
    <message>
        <source>Not used anywhere.</source>
        <translation>尚未使用。</translation>
    </message>
    <message>
        <source>Style sheet “{title}”</source>
        <translation>样式表“{title}”</translation>
    </message>
    <message>
        <source>There are no fields yet. A field shows a number of a register in the text and is always up to date.</source>
        <translation>还没有数据域。数据域把台账中的数显示在正文里，并始终保持最新。</translation>
    </message>
    <message>
        <source>Used in {count} places; a double click goes there:</source>
        <translation>用于 {count} 处，双击可转到：</translation>
    </message>
    <message>
        <source>Where it is used</source>
        <translation>使用之处</translation>
    </message>
    <message>
        <source>{year}: {title}</source>
        <translation>{year}：{title}</translation>
    </message>
    <message>
        <source>{year}: {title} (in the bin)</source>
        <translation>{year}：{title}（在回收站中）</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Import into “{register}”</source>
        <translation>导入到“{register}”</translation>
    </message>
    <message>
        <source>Import {count} rows</source>
        <translation>导入 {count} 行</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Not read, as the register has no such columns: {headings}</source>
        <translation>台账中没有以下列，未读取：{headings}</translation>
    </message>
    <message>
        <source>Nothing above 1 stands there. Untick it where 0.915 means 0.915 %.</source>
        <translation>该列数值都不大于 1。如果 0.915 就是 0.915%，请取消勾选。</translation>
    </message>
    <message>
        <source>Now: {text}</source>
        <translation>现为：{text}</translation>
    </message>
    <message>
        <source>Refused rows stay out; point at a marked cell to read why. Correct them in the file and import it again.</source>
        <translation>拒绝的行不会导入；将鼠标停在标记的单元格上可查看原因。请在文件中改正后重新导入。</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>文件中的行</translation>
    </message>
    <message>
        <source>Show unchanged rows too</source>
        <translation>同时显示无变化的行</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>无变化</translation>
    </message>
    <message>
        <source>{file}: {new} new, {changed} changed, {unchanged} unchanged, {refused} refused</source>
        <translation>{file}：新增 {new} 行，更新 {changed} 行，无变化 {unchanged} 行，拒绝 {refused} 行</translation>
    </message>
    <message>
        <source>“{headings}”: 0.915 means 91.5 %</source>
        <translation>“{headings}”中的 0.915 表示 91.5%</translation>
    </message>
    <message>
        <source>An outline</source>
        <translation>提纲模板</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Chapters, texts, facts and targets are taken over. Everything is a draft again, and the facts are to be confirmed.</source>
        <translation>沿用章节、正文、事实数据和质量目标。章节一律回到草稿，事实数据须重新确认。</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>企业</translation>
    </message>
    <message>
        <source>Deleted chapters</source>
        <translation>已删除的章节</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Full name as registered</source>
        <translation>营业执照上的全称</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>建立</translation>
    </message>
    <message>
        <source>New report</source>
        <translation>新建报告</translation>
    </message>
    <message>
        <source>New report library</source>
        <translation>新建报告库</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>提纲</translation>
    </message>
    <message>
        <source>Quality integrity report</source>
        <translation>质量诚信报告</translation>
    </message>
    <message>
        <source>Report library</source>
        <translation>报告库</translation>
    </message>
    <message>
        <source>The bin is empty.</source>
        <translation>回收站是空的。</translation>
    </message>
    <message>
        <source>The report of {year}</source>
        <translation>{year}年的报告</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
    <message>
        <source>{title} (deleted {day})</source>
        <translation>{title}（{day} 删除）</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制错误报告</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续工作</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>The program made a mistake</source>
        <translation>程序出错了</translation>
    </message>
    <message>
        <source>Your work up to this moment is saved. Please send this report to those who look after the program; read it first.</source>
        <translation>到此刻为止的工作都已保存。请先看一遍下面的错误报告，再发给程序的维护人员。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add column</source>
        <translation>添加列</translation>
    </message>
    <message>
        <source>Choice from a list</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Choices, one a line</source>
        <translation>选项（每行一个）</translation>
    </message>
    <message>
        <source>Column properties</source>
        <translation>列属性</translation>
    </message>
    <message>
        <source>Columns, one a line</source>
        <translation>列（每行一个）</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Dates of a column with reminders stand in the due list and in the calendar file.</source>
        <translation>填了提醒天数的日期列会列入到期清单和日历文件。</translation>
    </message>
    <message>
        <source>Days before, such as 90, 60, 30; empty for no deadline</source>
        <translation>提前的天数，如 90、60、30；不填则不是期限</translation>
    </message>
    <message>
        <source>Has rows of its own for each year's report</source>
        <translation>各年度分别填写</translation>
    </message>
    <message>
        <source>Long text</source>
        <translation>长文本</translation>
    </message>
    <message>
        <source>Must be filled in</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>New register</source>
        <translation>新建台账</translation>
    </message>
    <message>
        <source>Often the same over several rows (merged in documents)</source>
        <translation>常与上一行相同（导出时合并单元格）</translation>
    </message>
    <message>
        <source>Percentage</source>
        <translation>百分数</translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation>提前提醒</translation>
    </message>
    <message>
        <source>Rename register</source>
        <translation>重命名台账</translation>
    </message>
    <message>
        <source>Standard number</source>
        <translation>标准号</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The first column names a row. Types are set in the menu of each column's head.</source>
        <translation>第一列是各行的名称。各列的类型在列标题的菜单中设置。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>Width in characters</source>
        <translation>宽度（字符）</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是/否</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>批准稿</translation>
    </message>
    <message>
        <source>Countersigning</source>
        <translation>会签</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Drafting</source>
        <translation>起草</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮箱</translation>
    </message>
    <message>
        <source>English name</source>
        <translation>英文名称</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>定稿</translation>
    </message>
    <message>
        <source>Founded</source>
        <translation>创建年份</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>全称</translation>
    </message>
    <message>
        <source>Guidance (never printed)</source>
        <translation>编写提示（从不打印）</translation>
    </message>
    <message>
        <source>How to get the report</source>
        <translation>报告获取方式</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>待审</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>Organisations covered</source>
        <translation>组织范围</translation>
    </message>
    <message>
        <source>Period from</source>
        <translation>报告期自</translation>
    </message>
    <message>
        <source>Period to</source>
        <translation>报告期至</translation>
    </message>
    <message>
        <source>Properties of the chapter</source>
        <translation>章节属性</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Published every</source>
        <translation>发布周期</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Report settings</source>
        <translation>报告设置</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>必备</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>简称</translation>
    </message>
    <message>
        <source>Stock code</source>
        <translation>股票代码</translation>
    </message>
    <message>
        <source>Subtitle</source>
        <translation>副标题</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Under review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Web site</source>
        <translation>网站</translation>
    </message>
    <message>
        <source>Which report it is</source>
        <translation>第几份报告</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>/, or 、 in an empty line</source>
        <translation>/，或在空行输入 、</translation>
    </message>
    <message>
        <source>Choose several cells</source>
        <translation>选择多个单元格</translation>
    </message>
    <message>
        <source>Choose the cells up to there</source>
        <translation>选中到该边缘</translation>
    </message>
    <message>
        <source>Close, and back to the text</source>
        <translation>关闭并回到正文</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Ctrl and the mouse wheel</source>
        <translation>Ctrl+鼠标滚轮</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>From the field to the list of places</source>
        <translation>从输入框转到结果列表</translation>
    </message>
    <message>
        <source>Go into the text at the place in the list</source>
        <translation>转到正文中的这一处</translation>
    </message>
    <message>
        <source>In a register</source>
        <translation>在台账中</translation>
    </message>
    <message>
        <source>In a table</source>
        <translation>表格内</translation>
    </message>
    <message>
        <source>In find and replace</source>
        <translation>在查找和替换中</translation>
    </message>
    <message>
        <source>In the preview</source>
        <translation>在预览中</translation>
    </message>
    <message>
        <source>Insert a field: list of values</source>
        <translation>插入数据域：列出可用的数据</translation>
    </message>
    <message>
        <source>Insert anything: list of what there is</source>
        <translation>插入：列出可插入的内容</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键一览</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Larger or smaller</source>
        <translation>放大或缩小</translation>
    </message>
    <message>
        <source>Next cell; at the end of a row the next one</source>
        <translation>下一格；到行尾时换行</translation>
    </message>
    <message>
        <source>Next cell; behind the last one a new row</source>
        <translation>下一单元格；在最后一格时新增一行</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Next place, the cursor staying in the field</source>
        <translation>下一处（光标留在输入框）</translation>
    </message>
    <message>
        <source>One cell down; after Tab, in the column where it began</source>
        <translation>下移一格；按过 Tab 时回到起始列</translation>
    </message>
    <message>
        <source>One cell up</source>
        <translation>上移一格</translation>
    </message>
    <message>
        <source>Previous cell</source>
        <translation>上一格</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Previous place, the cursor staying in the field</source>
        <translation>上一处（光标留在输入框）</translation>
    </message>
    <message>
        <source>Scroll the page</source>
        <translation>滚动页面</translation>
    </message>
    <message>
        <source>Tick the place in the list, or take its tick away</source>
        <translation>勾选或取消勾选列表中的这一处</translation>
    </message>
    <message>
        <source>To the edge of the filled cells</source>
        <translation>到有内容区域的边缘</translation>
    </message>
    <message>
        <source>To the first cell of the table</source>
        <translation>到表格的第一格</translation>
    </message>
    <message>
        <source>To the last cell of the table</source>
        <translation>到表格的最后一格</translation>
    </message>
    <message>
        <source>While writing</source>
        <translation>在正文中</translation>
    </message>
    <message>
        <source>Write in the cell, or choose its file</source>
        <translation>编辑单元格，或选择文件</translation>
    </message>
    <message>
        <source>Write in the table at the cursor</source>
        <translation>编辑光标处的表格</translation>
    </message>
    <message>
        <source>{menu}: {command}</source>
        <translation>{menu}：{command}</translation>
    </message>
    <message>
        <source>A style sheet of the program stays as it is: what you change becomes a copy of your own, under this name.</source>
        <translation>程序自带的版式不会被改动；您的修改会以此名称存为本公司的版式。</translation>
    </message>
    <message>
        <source>A table on the next page</source>
        <translation>表格转页时</translation>
    </message>
    <message>
        <source>Alignment</source>
        <translation>对齐方式</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>全框线</translation>
    </message>
    <message>
        <source>Back matter</source>
        <translation>后置部分</translation>
    </message>
    <message>
        <source>Between number and caption</source>
        <translation>编号与题注之间</translation>
    </message>
    <message>
        <source>Between number and title</source>
        <translation>编号与标题之间</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Body text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>加粗</translation>
    </message>
    <message>
        <source>Both margins</source>
        <translation>两端对齐</translation>
    </message>
    <message>
        <source>Bottom margin</source>
        <translation>下边距</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>题注</translation>
    </message>
    <message>
        <source>Cell of a table</source>
        <translation>表格单元格</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>居中</translation>
    </message>
    <message>
        <source>Centred line</source>
        <translation>居中行</translation>
    </message>
    <message>
        <source>Company on the title page</source>
        <translation>封面公司名称</translation>
    </message>
    <message>
        <source>Company's foreign name</source>
        <translation>封面公司外文名称</translation>
    </message>
    <message>
        <source>Contents, level 1</source>
        <translation>目录一级</translation>
    </message>
    <message>
        <source>Contents, level 2</source>
        <translation>目录二级</translation>
    </message>
    <message>
        <source>Contents, level 3</source>
        <translation>目录三级</translation>
    </message>
    <message>
        <source>Delete the style sheet “{name}”? Reports that use it take the one it was copied from.</source>
        <translation>删除版式“{name}”？使用它的报告将改用其原始版式。</translation>
    </message>
    <message>
        <source>Delete this style sheet</source>
        <translation>删除此版式</translation>
    </message>
    <message>
        <source>Fandol Fang (仿宋)</source>
        <translation>Fandol 仿宋（仿宋）</translation>
    </message>
    <message>
        <source>First line indent</source>
        <translation>首行缩进</translation>
    </message>
    <message>
        <source>First page</source>
        <translation>起始页码</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Footer</source>
        <translation>页脚</translation>
    </message>
    <message>
        <source>Footer from the edge</source>
        <translation>页脚距边界</translation>
    </message>
    <message>
        <source>Footnote</source>
        <translation>脚注</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>外框线宽</translation>
    </message>
    <message>
        <source>Front matter</source>
        <translation>前置部分</translation>
    </message>
    <message>
        <source>Greatest height of the logo</source>
        <translation>标志最大高度</translation>
    </message>
    <message>
        <source>Greatest width of the logo</source>
        <translation>标志最大宽度</translation>
    </message>
    <message>
        <source>Ground of every other row</source>
        <translation>隔行底色</translation>
    </message>
    <message>
        <source>Ground of the head</source>
        <translation>表头底色</translation>
    </message>
    <message>
        <source>Head of a table</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>页眉</translation>
    </message>
    <message>
        <source>Header from the edge</source>
        <translation>页眉距边界</translation>
    </message>
    <message>
        <source>Header, footer</source>
        <translation>页眉页脚</translation>
    </message>
    <message>
        <source>Heading 1</source>
        <translation>一级标题</translation>
    </message>
    <message>
        <source>Heading 2</source>
        <translation>二级标题</translation>
    </message>
    <message>
        <source>Heading 3</source>
        <translation>三级标题</translation>
    </message>
    <message>
        <source>Heading 4</source>
        <translation>四级标题</translation>
    </message>
    <message>
        <source>Heading inside a chapter</source>
        <translation>章节内的小标题</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>In Word, Chinese</source>
        <translation>Word 中文字体</translation>
    </message>
    <message>
        <source>In Word, Latin</source>
        <translation>Word 西文字体</translation>
    </message>
    <message>
        <source>In the PDF</source>
        <translation>PDF 字体</translation>
    </message>
    <message>
        <source>Inner lines</source>
        <translation>内部线宽</translation>
    </message>
    <message>
        <source>Its head again, without its name</source>
        <translation>只重复表头</translation>
    </message>
    <message>
        <source>Its name and its head again</source>
        <translation>重复表名（续表）和表头</translation>
    </message>
    <message>
        <source>Keep with the next paragraph</source>
        <translation>与下段同页</translation>
    </message>
    <message>
        <source>Kind of text</source>
        <translation>文字种类</translation>
    </message>
    <message>
        <source>LXGW WenKai (楷体)</source>
        <translation>霞鹜文楷（楷体）</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左对齐</translation>
    </message>
    <message>
        <source>Left indent</source>
        <translation>左缩进</translation>
    </message>
    <message>
        <source>Left margin</source>
        <translation>左边距</translation>
    </message>
    <message>
        <source>Level {number}</source>
        <translation>第 {number} 级</translation>
    </message>
    <message>
        <source>Levels in the contents</source>
        <translation>目录级数</translation>
    </message>
    <message>
        <source>Light blue</source>
        <translation>浅蓝</translation>
    </message>
    <message>
        <source>Light green</source>
        <translation>浅绿</translation>
    </message>
    <message>
        <source>Light grey</source>
        <translation>浅灰</translation>
    </message>
    <message>
        <source>Line spacing</source>
        <translation>行距</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>线型</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Lists of tables and figures</source>
        <translation>表目录和图目录</translation>
    </message>
    <message>
        <source>Lists of tables and figures from</source>
        <translation>表目录、图目录的最少条数</translation>
    </message>
    <message>
        <source>Mark on a repeated cell</source>
        <translation>重复单元格的标记</translation>
    </message>
    <message>
        <source>New page down to level</source>
        <translation>另起一页的标题级别</translation>
    </message>
    <message>
        <source>Note below a table</source>
        <translation>表注</translation>
    </message>
    <message>
        <source>Noto Sans (黑体)</source>
        <translation>思源黑体</translation>
    </message>
    <message>
        <source>Noto Serif (宋体)</source>
        <translation>思源宋体</translation>
    </message>
    <message>
        <source>Number of a figure</source>
        <translation>图编号</translation>
    </message>
    <message>
        <source>Number of a table</source>
        <translation>表编号</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Numbers of headings</source>
        <translation>标题编号</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Page numbers</source>
        <translation>页码格式</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Place for a missing picture</source>
        <translation>缺图占位</translation>
    </message>
    <message>
        <source>Quotation</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>Restore the original</source>
        <translation>恢复原始设置</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右对齐</translation>
    </message>
    <message>
        <source>Right indent</source>
        <translation>右缩进</translation>
    </message>
    <message>
        <source>Right margin</source>
        <translation>右边距</translation>
    </message>
    <message>
        <source>Right-aligned line</source>
        <translation>右对齐行</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Space above and below in a cell</source>
        <translation>单元格上下边距</translation>
    </message>
    <message>
        <source>Space above the company</source>
        <translation>公司名称上方间距</translation>
    </message>
    <message>
        <source>Space above the logo</source>
        <translation>标志上方间距</translation>
    </message>
    <message>
        <source>Space above the title</source>
        <translation>标题上方间距</translation>
    </message>
    <message>
        <source>Space after</source>
        <translation>段后</translation>
    </message>
    <message>
        <source>Space before</source>
        <translation>段前</translation>
    </message>
    <message>
        <source>Space left and right in a cell</source>
        <translation>单元格左右边距</translation>
    </message>
    <message>
        <source>Striped rows</source>
        <translation>隔行底纹</translation>
    </message>
    <message>
        <source>Subtitle on the title page</source>
        <translation>封面副标题</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Three lines</source>
        <translation>三线表</translation>
    </message>
    <message>
        <source>Title of the contents</source>
        <translation>目录标题</translation>
    </message>
    <message>
        <source>Title on the title page</source>
        <translation>封面标题</translation>
    </message>
    <message>
        <source>Top margin</source>
        <translation>上边距</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Version line of a review copy</source>
        <translation>送审稿的版本行</translation>
    </message>
    <message>
        <source>Very light grey</source>
        <translation>极浅灰</translation>
    </message>
    <message>
        <source>Watermark of a draft</source>
        <translation>草稿水印</translation>
    </message>
    <message>
        <source>Watermark of a review copy</source>
        <translation>送审稿水印</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Word for a continued table</source>
        <translation>续表字样</translation>
    </message>
    <message>
        <source>Year and version on the title page</source>
        <translation>封面年度和版本</translation>
    </message>
    <message>
        <source>Year on the title page</source>
        <translation>封面上的年度</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>go on counting</source>
        <translation>续前节</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>毫米</translation>
    </message>
    <message>
        <source>never</source>
        <translation>不编制</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>points</source>
        <translation>磅</translation>
    </message>
    <message>
        <source>{title} of our own</source>
        <translation>{title}（本公司）</translation>
    </message>
    <message>
        <source>{{1}} is the number of level 1, {{1:chinese}} the same in Chinese numerals.</source>
        <translation>{{1}} 为第 1 级的序号，{{1:chinese}} 为其汉字数字形式。</translation>
    </message>
    <message>
        <source>Exactly (points)</source>
        <translation>固定值（磅）</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>数据域</translation>
    </message>
    <message>
        <source>Insert a field into “{label}”</source>
        <translation>在“{label}”中插入域</translation>
    </message>
    <message>
        <source>Kind of line spacing</source>
        <translation>行距类型</translation>
    </message>
    <message>
        <source>Multiple</source>
        <translation>多倍行距</translation>
    </message>
    <message>
        <source>Own size</source>
        <translation>自定义大小</translation>
    </message>
    <message>
        <source>For review</source>
        <translation>送审稿</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep version</source>
        <translation>保存版本</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Other version</source>
        <translation>其他版本</translation>
    </message>
    <message>
        <source>Rename version</source>
        <translation>重命名版本</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Choose picture…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>Clear formatting</source>
        <translation>清除格式</translation>
    </message>
    <message>
        <source>Continue numbering</source>
        <translation>继续编号</translation>
    </message>
    <message>
        <source>Cross-reference…</source>
        <translation>交叉引用…</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>Edit table…</source>
        <translation>编辑表格…</translation>
    </message>
    <message>
        <source>Fields…</source>
        <translation>数据域列表…</translation>
    </message>
    <message>
        <source>Figure placeholder…</source>
        <translation>图片占位…</translation>
    </message>
    <message>
        <source>Footnote…</source>
        <translation>脚注…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Heading in the text</source>
        <translation>文内标题</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>倾斜</translation>
    </message>
    <message>
        <source>Link…</source>
        <translation>链接…</translation>
    </message>
    <message>
        <source>Lying pages from here</source>
        <translation>从此处起横向页</translation>
    </message>
    <message>
        <source>One level down</source>
        <translation>降一级</translation>
    </message>
    <message>
        <source>One level up</source>
        <translation>升一级</translation>
    </message>
    <message>
        <source>Open the register</source>
        <translation>打开台账</translation>
    </message>
    <message>
        <source>Paragraph style</source>
        <translation>段落样式</translation>
    </message>
    <message>
        <source>Paste as plain text</source>
        <translation>只粘贴文本</translation>
    </message>
    <message>
        <source>Picture from file…</source>
        <translation>图片（来自文件）…</translation>
    </message>
    <message>
        <source>Picture width</source>
        <translation>图片宽度</translation>
    </message>
    <message>
        <source>Properties…</source>
        <translation>属性…</translation>
    </message>
    <message>
        <source>Register table…</source>
        <translation>台账表格…</translation>
    </message>
    <message>
        <source>Restart at 1</source>
        <translation>重新从 1 开始编号</translation>
    </message>
    <message>
        <source>Right-aligned</source>
        <translation>右对齐</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Set numbering value…</source>
        <translation>设置编号值…</translation>
    </message>
    <message>
        <source>Subscript</source>
        <translation>下标</translation>
    </message>
    <message>
        <source>Superscript</source>
        <translation>上标</translation>
    </message>
    <message>
        <source>Table…</source>
        <translation>表格…</translation>
    </message>
    <message>
        <source>Text at its printed size</source>
        <translation>按打印大小显示</translation>
    </message>
    <message>
        <source>Text larger</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Text smaller</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Underline</source>
        <translation>下划线</translation>
    </message>
    <message>
        <source>A field is written as its name in braces, such as {example}</source>
        <translation>数据域写作花括号中的名称，如 {example}</translation>
    </message>
    <message>
        <source>From the register “{name}”</source>
        <translation>来自台账“{name}”</translation>
    </message>
    <message>
        <source>Picture still missing</source>
        <translation>尚未插入图片</translation>
    </message>
    <message>
        <source>Required picture</source>
        <translation>必需的图片，尚未插入</translation>
    </message>
    <message>
        <source>There is no register “{name}”</source>
        <translation>没有名为“{name}”的台账</translation>
    </message>
    <message>
        <source>{rows}; click to show {count} more columns</source>
        <translation>{rows}，点此显示另外 {count} 列</translation>
    </message>
    <message>
        <source>Alignment of the column</source>
        <translation>列对齐方式</translation>
    </message>
    <message>
        <source>Table cell</source>
        <translation>表格单元格</translation>
    </message>
    <message>
        <source>Choose a chapter on the left to write it.</source>
        <translation>请在左侧选择一个章节开始编写。</translation>
    </message>
    <message>
        <source>Text of the chapter</source>
        <translation>章节正文</translation>
    </message>
    <message>
        <source>Write here. A line that begins with 1、 or - becomes a list; / shows all that can be put in.</source>
        <translation>在此输入正文。以 1、 或 - 开头的行会变成列表；输入 / 可插入各种内容。</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>Pasting …</source>
        <translation>正在粘贴…</translation>
    </message>
    <message>
        <source>Alternative text</source>
        <translation>替代文字</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Continue from the item before</source>
        <translation>接上一项继续编号</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Footnote text</source>
        <translation>脚注内容</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片文件</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Set numbering value</source>
        <translation>设置编号值</translation>
    </message>
    <message>
        <source>The report needs this picture</source>
        <translation>报告必须有此图片</translation>
    </message>
    <message>
        <source>What the picture shows, for readers who cannot see it</source>
        <translation>图片内容说明，供看不到图片的读者了解</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>Insert field</source>
        <translation>插入数据域</translation>
    </message>
    <message>
        <source>All chapters are in the bin. “Undo” or “Chapter – Bin …” brings them back; Ctrl+Enter in the list on the left makes a new one.</source>
        <translation>章节都在回收站里，可用“撤销”或“章节－回收站…”恢复；在左侧列表中按 Ctrl+回车可新建。</translation>
    </message>
    <message>
        <source>Reopen chapter</source>
        <translation>重新编辑</translation>
    </message>
    <message>
        <source>There is no report yet. Choose “New report …” in the menu “Report”.</source>
        <translation>还没有报告。请选择“报告”菜单中的“新建报告…”。</translation>
    </message>
    <message>
        <source>This chapter is final, so its text is locked.</source>
        <translation>本章已定稿，正文已锁定。</translation>
    </message>
    <message>
        <source>This chapter is final, so its text is locked. Reopen it to go on writing; it is a draft then.</source>
        <translation>本章已定稿，正文已锁定。如需修改请重新编辑，章节状态将恢复为“草稿”。</translation>
    </message>
    <message>
        <source>This chapter is no longer in the report. Choose another one.</source>
        <translation>该章节已不在报告中，请选择其他章节。</translation>
    </message>
    <message>
        <source>This report has no chapters yet. Click into the list on the left and press Ctrl+Enter to make the first one.</source>
        <translation>这份报告还没有章节。请点击左侧列表，按 Ctrl+Enter 新建第一章。</translation>
    </message>
    <message>
        <source>This report has no chapters.</source>
        <translation>这份报告没有章节。</translation>
    </message>
    <message>
        <source>Change cross-reference…</source>
        <translation>更改交叉引用…</translation>
    </message>
    <message>
        <source>Change field…</source>
        <translation>修改数据域…</translation>
    </message>
    <message>
        <source>Edit footnote…</source>
        <translation>编辑脚注…</translation>
    </message>
    <message>
        <source>Edit link…</source>
        <translation>编辑链接…</translation>
    </message>
    <message>
        <source>Go to the target</source>
        <translation>转到引用目标</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>打开链接</translation>
    </message>
    <message>
        <source>Remove footnote</source>
        <translation>删除脚注</translation>
    </message>
    <message>
        <source>Remove link</source>
        <translation>取消链接</translation>
    </message>
    <message>
        <source>Turn into text</source>
        <translation>转换为文本</translation>
    </message>
    <message>
        <source>What this refers to is no longer in the report; choose another target.</source>
        <translation>引用的内容已不在报告中，请重新选择引用目标。</translation>
    </message>
    <message>
        <source>{address}
Ctrl+click to open</source>
        <translation>{address}
按住 Ctrl 并单击可打开</translation>
    </message>
    <message>
        <source>{target}
Ctrl+click to go there</source>
        <translation>{target}
按住 Ctrl 并单击可跳转</translation>
    </message>
    <message>
        <source>Automatic: a table that is too wide for an upright page stands on a lying one</source>
        <translation>自动：纵向页放不下的宽表放在横向页上</translation>
    </message>
    <message>
        <source>On a lying page</source>
        <translation>横向页</translation>
    </message>
    <message>
        <source>On an upright page</source>
        <translation>纵向页</translation>
    </message>
    <message>
        <source>Bullet list {example}</source>
        <translation>项目符号列表 {example}</translation>
    </message>
    <message>
        <source>Field: {name}</source>
        <translation>数据域：{name}</translation>
    </message>
    <message>
        <source>Numbered list {example}</source>
        <translation>编号列表 {example}</translation>
    </message>
    <message>
        <source>Quick insert</source>
        <translation>快速插入</translation>
    </message>
    <message>
        <source>Cross-reference</source>
        <translation>交叉引用</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Number and title</source>
        <translation>编号和标题</translation>
    </message>
    <message>
        <source>Number only</source>
        <translation>仅编号</translation>
    </message>
    <message>
        <source>Number, words or pinyin initials</source>
        <translation>编号、文字或拼音首字母</translation>
    </message>
    <message>
        <source>Page number</source>
        <translation>页码</translation>
    </message>
    <message>
        <source>Refer to</source>
        <translation>引用类型</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>Tables and figures stand here once they have a caption.</source>
        <translation>有题注的表和图才会列在这里。</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>引用目标</translation>
    </message>
    <message>
        <source>Field “{name}”: kept up to date by the program</source>
        <translation>数据域“{name}”：由程序自动更新</translation>
    </message>
    <message>
        <source>[note]</source>
        <translation>[注]</translation>
    </message>
    <message>
        <source>[page of {target}]</source>
        <translation>[{target}的页码]</translation>
    </message>
    <message>
        <source>[target missing: {text}]</source>
        <translation>[引用失效：{text}]</translation>
    </message>
    <message>
        <source>note</source>
        <translation>注</translation>
    </message>
    <message>
        <source>“{name}” is not a picture that this program can read; save it as PNG or JPEG and choose that file.</source>
        <translation>“{name}”不是本程序能读取的图片；请另存为 PNG 或 JPEG 格式后再选择。</translation>
    </message>
    <message>
        <source>Align: automatic</source>
        <translation>对齐：自动</translation>
    </message>
    <message>
        <source>Align: centre</source>
        <translation>对齐：居中</translation>
    </message>
    <message>
        <source>Align: left</source>
        <translation>对齐：左</translation>
    </message>
    <message>
        <source>Align: right</source>
        <translation>对齐：右</translation>
    </message>
    <message>
        <source>Automatic column widths</source>
        <translation>自动列宽</translation>
    </message>
    <message>
        <source>Column to the left</source>
        <translation>在左侧插入列</translation>
    </message>
    <message>
        <source>Column to the right</source>
        <translation>在右侧插入列</translation>
    </message>
    <message>
        <source>Delete column</source>
        <translation>删除列</translation>
    </message>
    <message>
        <source>Delete row</source>
        <translation>删除行</translation>
    </message>
    <message>
        <source>Merge cells</source>
        <translation>合并单元格</translation>
    </message>
    <message>
        <source>Row above</source>
        <translation>在上方插入行</translation>
    </message>
    <message>
        <source>Row below</source>
        <translation>在下方插入行</translation>
    </message>
    <message>
        <source>Split cell</source>
        <translation>拆分单元格</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Drag the borders between the column numbers to set widths. Tab in the last cell adds a row.</source>
        <translation>拖动列号之间的分隔线可调整列宽。在最后一个单元格按 Tab 键可新增一行。</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>Insert column to the left</source>
        <translation>在左侧插入列</translation>
    </message>
    <message>
        <source>Insert column to the right</source>
        <translation>在右侧插入列</translation>
    </message>
    <message>
        <source>Insert row above</source>
        <translation>在上方插入行</translation>
    </message>
    <message>
        <source>Insert row below</source>
        <translation>在下方插入行</translation>
    </message>
    <message>
        <source>Insert table</source>
        <translation>插入表格</translation>
    </message>
    <message>
        <source>Note below the table</source>
        <translation>表下注释</translation>
    </message>
    <message>
        <source>Rows below the head</source>
        <translation>表头以下的行数</translation>
    </message>
    <message>
        <source>Without a caption the table gets no number</source>
        <translation>没有题注的表格不编号</translation>
    </message>
    <message>
        <source>A last line “以下空白”</source>
        <translation>末尾加“以下空白”</translation>
    </message>
    <message>
        <source>A line with the totals</source>
        <translation>末尾加合计行</translation>
    </message>
    <message>
        <source>As in the register</source>
        <translation>与台账相同</translation>
    </message>
    <message>
        <source>Merge equal cells of</source>
        <translation>合并相同单元格</translation>
    </message>
    <message>
        <source>One table</source>
        <translation>一张表</translation>
    </message>
    <message>
        <source>Register table</source>
        <translation>台账表格</translation>
    </message>
    <message>
        <source>Rows for which</source>
        <translation>筛选条件</translation>
    </message>
    <message>
        <source>Rows of</source>
        <translation>所属记录</translation>
    </message>
    <message>
        <source>Scans, one a page</source>
        <translation>扫描件，每页一份</translation>
    </message>
    <message>
        <source>Show as</source>
        <translation>显示为</translation>
    </message>
    <message>
        <source>Sorted by</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Tick what is shown; drag, or press Alt+Up and Alt+Down, to change the order</source>
        <translation>勾选要显示的列；拖动，或按 Alt+↑、Alt+↓ 调整顺序</translation>
    </message>
    <message>
        <source>Typeset certificates with their scans</source>
        <translation>排印证书及其扫描件</translation>
    </message>
    <message>
        <source>Typeset certificates, one a page</source>
        <translation>排印证书，每页一份</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{column}, downwards</source>
        <translation>{column}，降序</translation>
    </message>
    <message>
        <source>{column}, upwards</source>
        <translation>{column}，升序</translation>
    </message>
    <message>
        <source>This regular expression cannot be read at character {place} ({detail}); correct it, or turn the option off.</source>
        <translation>正则表达式在第 {place} 个字符处有错误（{detail}）；请修改，或关闭该选项。</translation>
    </message>
    <message>
        <source>This regular expression takes too long; write it with fewer + and * inside each other.</source>
        <translation>此正则表达式耗时过长；请减少相互嵌套的 + 和 *。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Beginning of the period</source>
        <translation>报告期开始日期</translation>
    </message>
    <message>
        <source>Company name</source>
        <translation>公司名称</translation>
    </message>
    <message>
        <source>End of the period</source>
        <translation>报告期结束日期</translation>
    </message>
    <message>
        <source>Founded in</source>
        <translation>成立时间</translation>
    </message>
    <message>
        <source>How to obtain the report</source>
        <translation>报告获取方式</translation>
    </message>
    <message>
        <source>Number of pages</source>
        <translation>总页数</translation>
    </message>
    <message>
        <source>Number of the report</source>
        <translation>报告期次</translation>
    </message>
    <message>
        <source>Publishing cycle</source>
        <translation>发布周期</translation>
    </message>
    <message>
        <source>Reporting period</source>
        <translation>报告期</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>网址</translation>
    </message>
    <message>
        <source>Places that were found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>This is a value; change it where it is kept.</source>
        <translation>这里显示的是数据；请在数据所在处修改。</translation>
    </message>
    <message>
        <source>{title} ({count})</source>
        <translation>{title}（{count}）</translation>
    </message>
    <message>
        <source>Concerns Latin letters and digits; Chinese is found anywhere.</source>
        <translation>仅对西文字母和数字有效，中文不受影响。</translation>
    </message>
    <message>
        <source>Find in the whole report …</source>
        <translation>在整份报告中查找…</translation>
    </message>
    <message>
        <source>Find in what is shown …</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>查找下一处</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>查找上一处</translation>
    </message>
    <message>
        <source>Full and half width alike</source>
        <translation>不区分全/半角</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>未找到。</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Reading the report …</source>
        <translation>正在读取报告…</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Replace ticked</source>
        <translation>替换所选</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Replace …</source>
        <translation>替换…</translation>
    </message>
    <message>
        <source>Result of the search</source>
        <translation>查找情况</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>当前章节或台账</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>查找范围</translation>
    </message>
    <message>
        <source>Whole report and registers</source>
        <translation>整份报告及台账</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>全字匹配</translation>
    </message>
    <message>
        <source>{count} left, as their chapters are final.</source>
        <translation>有 {count} 处位于已定稿章节，未替换。</translation>
    </message>
    <message>
        <source>{count} left, as their text has changed meanwhile.</source>
        <translation>有 {count} 处内容已变化，未替换。</translation>
    </message>
    <message>
        <source>{count} places</source>
        <translation>共 {count} 处</translation>
    </message>
    <message>
        <source>{count} places replaced.</source>
        <translation>已替换 {count} 处。</translation>
    </message>
    <message>
        <source>{count} places; the first {shown} are listed.</source>
        <translation>共 {count} 处，列出前 {shown} 处。</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Filter by value</source>
        <translation>按值筛选</translation>
    </message>
    <message>
        <source>Find a value</source>
        <translation>查找值</translation>
    </message>
    <message>
        <source>Hide this column</source>
        <translation>隐藏此列</translation>
    </message>
    <message>
        <source>Keep the first column in sight</source>
        <translation>冻结首列</translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation>显示全部行</translation>
    </message>
    <message>
        <source>Show these</source>
        <translation>显示所选</translation>
    </message>
    <message>
        <source>Sort downwards</source>
        <translation>降序</translation>
    </message>
    <message>
        <source>Sort upwards</source>
        <translation>升序</translation>
    </message>
    <message>
        <source>Stored order</source>
        <translation>台账顺序</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Values of {column}</source>
        <translation>“{column}”的值</translation>
    </message>
    <message>
        <source>Choose a file …</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Copy cells</source>
        <translation>复制单元格</translation>
    </message>
    <message>
        <source>Cut cells</source>
        <translation>剪切单元格</translation>
    </message>
    <message>
        <source>Delete rows</source>
        <translation>删除行</translation>
    </message>
    <message>
        <source>Duplicate rows</source>
        <translation>复制所选行</translation>
    </message>
    <message>
        <source>Empty the cells</source>
        <translation>清空单元格</translation>
    </message>
    <message>
        <source>Fill down</source>
        <translation>向下填充</translation>
    </message>
    <message>
        <source>Move rows down</source>
        <translation>下移行</translation>
    </message>
    <message>
        <source>Move rows up</source>
        <translation>上移行</translation>
    </message>
    <message>
        <source>Paste cells</source>
        <translation>粘贴单元格</translation>
    </message>
    <message>
        <source>Same as above</source>
        <translation>同上</translation>
    </message>
    <message>
        <source>Save a copy of the file …</source>
        <translation>文件另存为…</translation>
    </message>
    <message>
        <source>Select the whole columns</source>
        <translation>选择整列</translation>
    </message>
    <message>
        <source>Select the whole rows</source>
        <translation>选择整行</translation>
    </message>
    <message>
        <source>Show the file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>另存副本</translation>
    </message>
    <message>
        <source>“{name}” could not be written; choose another folder.</source>
        <translation>“{name}”无法写入；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Add column …</source>
        <translation>添加列…</translation>
    </message>
    <message>
        <source>Column properties …</source>
        <translation>列属性…</translation>
    </message>
    <message>
        <source>Delete register</source>
        <translation>删除台账</translation>
    </message>
    <message>
        <source>Delete this column</source>
        <translation>删除本列</translation>
    </message>
    <message>
        <source>Move the column back</source>
        <translation>后移此列</translation>
    </message>
    <message>
        <source>Move the column forward</source>
        <translation>前移此列</translation>
    </message>
    <message>
        <source>New register …</source>
        <translation>新建台账…</translation>
    </message>
    <message>
        <source>Rename …</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Table of the register</source>
        <translation>台账表格</translation>
    </message>
    <message>
        <source>Write something else into the new row first; then a file can be added to it.</source>
        <translation>请先在新行中填写其他内容，再添加文件。</translation>
    </message>
    <message>
        <source>{count} columns of the pasted block have no place at the right; they were left out.</source>
        <translation>粘贴的内容右侧有 {count} 列放不下，未粘贴。</translation>
    </message>
    <message>
        <source>Computed from other columns</source>
        <translation>由其他列计算得出</translation>
    </message>
    <message>
        <source>Some rows are filtered out by this column</source>
        <translation>此列已筛选，部分行未显示</translation>
    </message>
    <message>
        <source>Choose a row above; what belongs to it is written here.</source>
        <translation>请在上方选择一行，在此填写它的明细。</translation>
    </message>
    <message>
        <source>Go to the next one (F8)</source>
        <translation>转到下一处（F8）</translation>
    </message>
    <message>
        <source>Make a report first.</source>
        <translation>请先新建报告。</translation>
    </message>
    <message>
        <source>No row fits the filter.</source>
        <translation>没有符合筛选条件的行。</translation>
    </message>
    <message>
        <source>No rows yet. Type into the empty line, or paste rows from Excel or WPS.</source>
        <translation>还没有数据。可在空行中直接输入，或从 Excel、WPS 粘贴。</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>只看这些</translation>
    </message>
    <message>
        <source>Show only the rows that need attention</source>
        <translation>只显示需要处理的行</translation>
    </message>
    <message>
        <source>Show the rows in which all these words stand; for values of one column, right-click its head</source>
        <translation>显示包含所有这些词的行；要按某一列的值筛选，请右键单击列标题</translation>
    </message>
    <message>
        <source>Table “{name}”</source>
        <translation>表格“{name}”</translation>
    </message>
    <message>
        <source>{count} cells need attention</source>
        <translation>{count} 个单元格需要处理</translation>
    </message>
    <message>
        <source>{shown} of {count} rows</source>
        <translation>显示 {shown} 行，共 {count} 行</translation>
    </message>
    <message>
        <source>{year}: no such row</source>
        <translation>{year} 年：无此行</translation>
    </message>
    <message>
        <source>{year}: {values}</source>
        <translation>{year} 年：{values}</translation>
    </message>
    <message>
        <source>Checking the library …</source>
        <translation>正在检查报告库…</translation>
    </message>
    <message>
        <source>Done again: {operation}</source>
        <translation>已重做：{operation}</translation>
    </message>
    <message>
        <source>Undone: {operation}</source>
        <translation>已撤销：{operation}</translation>
    </message>
    <message>
        <source>{operation}: “Undo” brings it back.</source>
        <translation>{operation}：可用“撤销”恢复。</translation>
    </message>
    <message>
        <source>{operation}: “Undo” or “Chapter – Bin …” brings it back.</source>
        <translation>{operation}：可用“撤销”或“章节－回收站…”恢复。</translation>
    </message>
    <message>
        <source> (read-only)</source>
        <translation>（只读）</translation>
    </message>
    <message>
        <source>Close and lose it</source>
        <translation>关闭并放弃</translation>
    </message>
    <message>
        <source>Exporting …</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Not saved: {reason}</source>
        <translation>未保存：{reason}</translation>
    </message>
    <message>
        <source>Open a library</source>
        <translation>打开报告库</translation>
    </message>
    <message>
        <source>Open for reading only</source>
        <translation>以只读方式打开</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Sample report</source>
        <translation>样例报告</translation>
    </message>
    <message>
        <source>Save a copy …</source>
        <translation>另存副本…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已另存为 {path}</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>The library was closed before it could remember the review copy; export the copy again.</source>
        <translation>报告库在登记送审稿之前已关闭；请重新导出送审稿。</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>What you typed last could not be saved. {reason}</source>
        <translation>最后输入的内容没有保存。{reason}</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>{count} words</source>
        <translation>{count} 字</translation>
    </message>
    <message>
        <source>The page is being made …</source>
        <translation>正在生成页面……</translation>
    </message>
    <message>
        <source>{page} of {count}</source>
        <translation>第 {page} 页，共 {count} 页</translation>
    </message>
    <message>
        <source>A chapter is final and was left as it is; change its status first.</source>
        <translation>有章节已定稿，未作改动；请先修改其状态。</translation>
    </message>
    <message>
        <source>All findings</source>
        <translation>全部问题</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>改正</translation>
    </message>
    <message>
        <source>Dismiss …</source>
        <translation>忽略…</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>已忽略</translation>
    </message>
    <message>
        <source>Dismissed by {author}, {time}: {reason}</source>
        <translation>{author} 于 {time} 忽略：{reason}</translation>
    </message>
    <message>
        <source>Errors and warnings</source>
        <translation>错误和警告</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>仅错误</translation>
    </message>
    <message>
        <source>Let it count again</source>
        <translation>恢复提示</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Mark all of this kind</source>
        <translation>选中同类问题</translation>
    </message>
    <message>
        <source>None was dismissed.</source>
        <translation>没有忽略的问题。</translation>
    </message>
    <message>
        <source>Nothing was found. What you change is checked as you go on.</source>
        <translation>没有发现问题。修改后会自动重新检查。</translation>
    </message>
    <message>
        <source>Other place</source>
        <translation>另一处</translation>
    </message>
    <message>
        <source>Register: {name}</source>
        <translation>台账：{name}</translation>
    </message>
    <message>
        <source>The report as a whole</source>
        <translation>整份报告</translation>
    </message>
    <message>
        <source>Which findings</source>
        <translation>显示哪些问题</translation>
    </message>
    <message>
        <source>Write “{new}” instead of “{old}”</source>
        <translation>将“{old}”改为“{new}”</translation>
    </message>
    <message>
        <source>the first {shown} are listed</source>
        <translation>列出前 {shown} 个</translation>
    </message>
    <message>
        <source>{count} findings</source>
        <translation>{count} 个问题</translation>
    </message>
    <message>
        <source>{count} were dismissed</source>
        <translation>已忽略 {count} 个</translation>
    </message>
    <message>
        <source>{errors} errors, {warnings} warnings, {notes} notes</source>
        <translation>错误 {errors}，警告 {warnings}，提示 {notes}</translation>
    </message>
    <message>
        <source>All operations</source>
        <translation>全部操作</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Nothing has been changed here yet. What you change is listed here, and can be brought back.</source>
        <translation>这里还没有改动。您的每次修改都会列在这里，并且可以找回。</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Restore the text after this step</source>
        <translation>恢复到此步之后的文字</translation>
    </message>
    <message>
        <source>Text of this chapter</source>
        <translation>本章文字</translation>
    </message>
    <message>
        <source>The text is the same.</source>
        <translation>文字相同。</translation>
    </message>
    <message>
        <source>What has changed since</source>
        <translation>此后的改动</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比较内容</translation>
    </message>
    <message>
        <source>What this step changed</source>
        <translation>此步改动</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>改动内容</translation>
    </message>
    <message>
        <source>Which operations</source>
        <translation>显示哪些操作</translation>
    </message>
    <message>
        <source> (undone)</source>
        <translation>（已撤销）</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>As wide as the panel</source>
        <translation>适合面板宽度</translation>
    </message>
    <message>
        <source>Fit width</source>
        <translation>适合宽度</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Page {page} of {count}</source>
        <translation>第 {page} 页，共 {count} 页</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>There is no report yet; make one with Report – New report.</source>
        <translation>还没有报告；请用“报告”菜单中的“新建报告”新建一份。</translation>
    </message>
    <message>
        <source>Choose a chapter on the left to see its properties.</source>
        <translation>请在左侧选择一章，以查看其属性。</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Close the side panel</source>
        <translation>关闭侧边栏</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>侧边栏</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Compare with the report as it is</source>
        <translation>与当前内容比较</translation>
    </message>
    <message>
        <source>Compare with “{name}”</source>
        <translation>与“{name}”比较</translation>
    </message>
    <message>
        <source>Delete the version “{name}”? It cannot be brought back.</source>
        <translation>删除版本“{name}”？删除后无法恢复。</translation>
    </message>
    <message>
        <source>Digest (SHA-256): {digest}</source>
        <translation>摘要（SHA-256）：{digest}</translation>
    </message>
    <message>
        <source>Keep the report under a name before it is sent out or when it is approved. It can then be compared and exported just as it was.</source>
        <translation>送审前或批准时，把报告保存为一个版本。以后可以与它比较，也可以原样导出。</translation>
    </message>
    <message>
        <source>Keep version …</source>
        <translation>保存版本…</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>没有差异。</translation>
    </message>
    <message>
        <source>Only the first {shown} are shown.</source>
        <translation>只显示前 {shown} 处。</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>{count} differences</source>
        <translation>共 {count} 处差异</translation>
    </message>
    <message>
        <source>Open for writing</source>
        <translation>以编辑方式打开</translation>
    </message>
    <message>
        <source>This library can only be read here.</source>
        <translation>此报告库在这里只能查看。</translation>
    </message>
    <message>
        <source>Tries again to open the library for writing</source>
        <translation>重新尝试以编辑方式打开报告库</translation>
    </message>
    <message>
        <source>{user} on {computer} has had this library open for writing since {since}. Here it can only be read.</source>
        <translation>{user}（{computer}）自 {since} 起正在编辑此报告库，这里只能查看。</translation>
    </message>
    <message>
        <source>Backing up the library …</source>
        <translation>正在备份报告库…</translation>
    </message>
    <message>
        <source>Recover into a new file</source>
        <translation>恢复到新文件</translation>
    </message>
    <message>
        <source>Recovering …</source>
        <translation>正在恢复…</translation>
    </message>
    <message>
        <source>The state of {time} was restored.</source>
        <translation>已恢复到 {time} 的状态。</translation>
    </message>
    <message>
        <source>recovered</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>Draft the yearly report of your company, offline, in one file of your own.</source>
        <translation>在自己的电脑上离线编写企业的年度报告，全部内容都在一个文件里。</translation>
    </message>
    <message>
        <source>Libraries that you open are listed here. Begin with the sample to see a whole report.</source>
        <translation>打开过的报告库会列在这里。可以先打开样例，看一份完整的报告。</translation>
    </message>
    <message>
        <source>New report library …</source>
        <translation>新建报告库…</translation>
    </message>
    <message>
        <source>Open a library …</source>
        <translation>打开报告库…</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开样例</translation>
    </message>
    <message>
        <source>Recent libraries</source>
        <translation>最近使用的报告库</translation>
    </message>
    <message>
        <source> blank</source>
        <translation>（空白表格）</translation>
    </message>
    <message>
        <source>&amp;Blank form for Excel …</source>
        <translation>导出空白表格(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Due list …</source>
        <translation>到期提醒(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Export to Excel or CSV …</source>
        <translation>导出为 Excel 或 CSV(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Import from Excel or CSV …</source>
        <translation>从 Excel 或 CSV 导入(&amp;I)…</translation>
    </message>
    <message>
        <source>Blank form for Excel</source>
        <translation>导出空白表格</translation>
    </message>
    <message>
        <source>Calendar file</source>
        <translation>日历文件</translation>
    </message>
    <message>
        <source>Export to Excel or CSV</source>
        <translation>导出为 Excel 或 CSV</translation>
    </message>
    <message>
        <source>Import from Excel or CSV</source>
        <translation>从 Excel 或 CSV 导入</translation>
    </message>
    <message>
        <source>Importing …</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>&amp;Chapter</source>
        <translation>章节(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Insert</source>
        <translation>插入(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>报告(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Close library</source>
        <translation>关闭报告库</translation>
    </message>
    <message>
        <source>Company …</source>
        <translation>企业信息…</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>格式(&amp;O)</translation>
    </message>
    <message>
        <source>Fields …</source>
        <translation>数据域…</translation>
    </message>
    <message>
        <source>Full-screen writing</source>
        <translation>全屏写作</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>New report …</source>
        <translation>新建报告…</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>窗口的下一部分</translation>
    </message>
    <message>
        <source>Open …</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Part before</source>
        <translation>窗口的上一部分</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Re&amp;gister</source>
        <translation>台账(&amp;G)</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Report settings …</source>
        <translation>报告设置…</translation>
    </message>
    <message>
        <source>Style sheet …</source>
        <translation>版式…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{undo}: {operation}</source>
        <translation>{undo}：{operation}</translation>
    </message>
    <message>
        <source>Chapters and registers</source>
        <translation>章节与台账</translation>
    </message>
    <message>
        <source>Filter chapters</source>
        <translation>筛选章节</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>There is no file “{path}”; check the name.</source>
        <translation>没有文件“{path}”，请检查文件名。</translation>
    </message>
    <message>
        <source>“{name}” is no text that can be read; save it as text in UTF-8 and try again.</source>
        <translation>“{name}”不是可读的文本；请另存为 UTF-8 文本后重试。</translation>
    </message>
    <message>
        <source>A picture is only linked ({address}); it is not fetched. Put the picture itself there.</source>
        <translation>有一张图片只是链接（{address}），不会去下载；请在此处插入图片本身。</translation>
    </message>
    <message>
        <source>“{name}” is too large to be read; divide it into several files in Word or WPS.</source>
        <translation>“{name}”太大，无法读取；请在 Word 或 WPS 中拆分成几个文件。</translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>Pictures in the cells of a table ({count}) stand behind it now.</source>
        <translation>表格单元格中的图片（{count} 张）现在排在表格后面。</translation>
    </message>
    <message>
        <source>“{name}” could not be read ({detail}); close it elsewhere and try again.</source>
        <translation>无法读取“{name}”（{detail}）；请在其他程序中关闭它后重试。</translation>
    </message>
    <message>
        <source>A picture is missing in the file or damaged; put it there again.</source>
        <translation>有一张图片在文件中缺失或已损坏，请重新插入。</translation>
    </message>
    <message>
        <source>{place}: {why}</source>
        <translation>{place}：{why}</translation>
    </message>
    <message>
        <source>Text boxes ({count}) are paragraphs now, behind the paragraph they were fixed to.</source>
        <translation>文本框（{count} 个）已成为段落，排在所依附的段落后面。</translation>
    </message>
    <message>
        <source>A document inside this one is not taken over; copy it from there in Word.</source>
        <translation>嵌入的另一个文档没有导入；请在 Word 中从那里复制。</translation>
    </message>
    <message>
        <source>The program makes the title page from the data of report and company.</source>
        <translation>封面没有导入：程序会由报告设置和公司资料生成封面。</translation>
    </message>
    <message>
        <source>“{name}” is protected by a password; open it in Word or WPS and save a copy without the password.</source>
        <translation>“{name}”有密码保护；请在 Word 或 WPS 中打开，另存一份不带密码的副本。</translation>
    </message>
    <message>
        <source>Formulas ({count}) are plain text now; read them through.</source>
        <translation>公式（{count} 个）已成为普通文字，请逐个核对。</translation>
    </message>
    <message>
        <source>A chart or diagram cannot be taken over; put a picture of it there.</source>
        <translation>图表或智能图形无法导入，请在此处插入它的图片。</translation>
    </message>
    <message>
        <source>Signs of an unknown font ({count}) are boxes now; read them through.</source>
        <translation>未知符号字体的符号（{count} 个）已成为方框，请逐个核对。</translation>
    </message>
    <message>
        <source>A picture has a format that cannot be shown (such as EMF or WMF); save it as PNG and put it there.</source>
        <translation>有一张图片的格式（如 EMF、WMF）无法显示；请另存为 PNG 后插入。</translation>
    </message>
    <message>
        <source>Headings ({count}) were told by numbers and words; look through the chapters.</source>
        <translation>标题（{count} 个）是按编号和文字判断的，请检查各章节。</translation>
    </message>
    <message>
        <source>Comments ({count}) are not taken over; they stay in the Word file.</source>
        <translation>批注（{count} 条）没有导入，仍在原 Word 文件中。</translation>
    </message>
    <message>
        <source>{chapters} chapters were taken over from “{name}”.</source>
        <translation>已从“{name}”导入 {chapters} 个章节。</translation>
    </message>
    <message>
        <source>The list of contents is left out ({count} lines); the program makes its own.</source>
        <translation>目录（{count} 行）没有导入：程序会自动生成目录。</translation>
    </message>
    <message>
        <source>“{name}” is no Word file that can be read; open it in Word or WPS and save it as .docx.</source>
        <translation>“{name}”不是可读的 Word 文件；请在 Word 或 WPS 中打开并另存为 .docx。</translation>
    </message>
    <message>
        <source>Take the chapters of a Word or text file over into a report; a library that is not there is made.</source>
        <translation>把 Word 或文本文件的章节导入报告；报告库不存在时新建。</translation>
    </message>
    <message>
        <source>“{name}” is too large to be read; divide it into several files.</source>
        <translation>“{name}”太大，无法读取；请拆分成几个文件。</translation>
    </message>
    <message>
        <source>Import “{subject}”</source>
        <translation>导入“{subject}”</translation>
    </message>
    <message>
        <source>Tables inside tables ({count}) are lines of text now.</source>
        <translation>嵌套在表格中的表格（{count} 个）已成为文字行。</translation>
    </message>
    <message>
        <source>“{name}” is damaged; open it in Word or WPS, let it be repaired, and save it as .docx.</source>
        <translation>“{name}”已损坏；请在 Word 或 WPS 中打开并修复，再另存为 .docx。</translation>
    </message>
    <message>
        <source>“{name}” has an old format; open it in Word or WPS and save it as .docx.</source>
        <translation>“{name}”是旧格式；请在 Word 或 WPS 中打开并另存为 .docx。</translation>
    </message>
    <message>
        <source>Recorded changes ({count}) are taken over as if they were accepted.</source>
        <translation>修订记录（{count} 处）已按“全部接受”导入。</translation>
    </message>
    <message>
        <source>The file does not mark its headings; {count} were told by their numbers and words. Look through the chapter tree.</source>
        <translation>文件没有设置标题样式；按编号和文字判断出 {count} 个标题，请检查章节树。</translation>
    </message>
    <message>
        <source>Import a report</source>
        <translation>导入报告</translation>
    </message>
    <message>
        <source>What is otherwise than in the file:</source>
        <translation>与原文件不同之处：</translation>
    </message>
    <message>
        <source>Chapters of the file</source>
        <translation>文件中的章节</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Untick what is no heading: it becomes a paragraph.</source>
        <translation>不是标题的请取消勾选，它将成为段落。</translation>
    </message>
    <message>
        <source>A new report</source>
        <translation>新的报告</translation>
    </message>
    <message>
        <source>Take over into</source>
        <translation>导入到</translation>
    </message>
    <message>
        <source>no text that could be taken over</source>
        <translation>没有可以导入的文字</translation>
    </message>
    <message>
        <source>Chapters that have text already stay as they are; one undo takes the whole import back.</source>
        <translation>已有正文的章节保持不变；撤销一次即可收回全部导入。</translation>
    </message>
    <message>
        <source>“{name}”: {contents}</source>
        <translation>“{name}”：{contents}</translation>
    </message>
    <message>
        <source>There is a report of that year already.</source>
        <translation>该年度已有报告。</translation>
    </message>
    <message>
        <source>Word and text files</source>
        <translation>Word 和文本文件</translation>
    </message>
    <message>
        <source>Import Word or text …</source>
        <translation>导入 Word 或文本…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>paragraphs: {count}</source>
        <translation>{count} 段</translation>
    </message>
    <message>
        <source>list items: {count}</source>
        <translation>{count} 个列表项</translation>
    </message>
    <message>
        <source>tables: {count}</source>
        <translation>{count} 个表格</translation>
    </message>
    <message>
        <source>pictures: {count}</source>
        <translation>{count} 张图片</translation>
    </message>
    <message>
        <source>footnotes: {count}</source>
        <translation>{count} 条脚注</translation>
    </message>
    <message>
        <source>chapters: {count}</source>
        <translation>{count} 个章节</translation>
    </message>
</context>
</TS>
