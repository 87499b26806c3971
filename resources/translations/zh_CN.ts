<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>qi</name>
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
        <source>Make a library from the JSON of “dump”.</source>
        <translation>由“dump”写出的 JSON 建立报告库。</translation>
    </message>
    <message>
        <source>Make a library, with a report from an outline template or the sample.</source>
        <translation>新建报告库，按提纲模板或样例建立一份报告。</translation>
    </message>
    <message>
        <source>Mark every page as a draft.</source>
        <translation>每页加“草稿”水印。</translation>
    </message>
    <message>
        <source>Print JSON.</source>
        <translation>输出 JSON。</translation>
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
        <source>The file to write; standard output if left out.</source>
        <translation>要写出的文件；不写则输出到标准输出。</translation>
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
        <source>There is no option “{name}”; “{command} --help” lists them.</source>
        <translation>没有“{name}”这个选项；用“{command} --help”查看全部选项。</translation>
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
        <source>“{name}” is damaged; open one of its backups, the damaged file is left as it is.</source>
        <translation>“{name}”已损坏；请打开它的某个备份，损坏的文件会原样保留。</translation>
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
        <source>“{path}” was written ({pages} pages).</source>
        <translation>已写出“{path}”（共 {pages} 页）。</translation>
    </message>
    <message>
        <source>“{path}” was written.</source>
        <translation>已写出“{path}”。</translation>
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
        <source>Add to “{subject}”</source>
        <translation>在“{subject}”中添加内容</translation>
    </message>
    <message>
        <source>Change cells of “{subject}”</source>
        <translation>修改“{subject}”的单元格</translation>
    </message>
    <message>
        <source>Change the company's data</source>
        <translation>修改企业信息</translation>
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
        <source>Demote chapter “{subject}”</source>
        <translation>降级章节“{subject}”</translation>
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
        <source>Load data</source>
        <translation>载入数据</translation>
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
        <source>New library</source>
        <translation>新建报告库</translation>
    </message>
    <message>
        <source>New report “{subject}”</source>
        <translation>新建报告“{subject}”</translation>
    </message>
    <message>
        <source>Promote chapter “{subject}”</source>
        <translation>升级章节“{subject}”</translation>
    </message>
    <message>
        <source>Rename chapter “{subject}”</source>
        <translation>重命名章节“{subject}”</translation>
    </message>
    <message>
        <source>Restore chapter “{subject}”</source>
        <translation>恢复章节“{subject}”</translation>
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
        <source>The style sheet is incomplete ({detail}); choose another one or restore the original.</source>
        <translation>版式不完整（{detail}）；请换一个版式，或恢复原来的版式。</translation>
    </message>
    <message>
        <source>There is no style sheet “{name}”; choose one of: {names}.</source>
        <translation>没有版式“{name}”；可用的版式有：{names}。</translation>
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
        <source>Only paragraphs and list items can be split or joined.</source>
        <translation>只有段落和列表项可以拆分或合并。</translation>
    </message>
    <message>
        <source>There is no paragraph behind this one to join it with.</source>
        <translation>后面没有段落可以合并。</translation>
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
        <source>A row cannot be read ({detail}).</source>
        <translation>有一行数据无法读取（{detail}）。</translation>
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
        <source>There is no register “{name}”; choose one of: {names}.</source>
        <translation>没有台账“{name}”；可用的台账有：{names}。</translation>
    </message>
    <message>
        <source>“{name}” exists already; choose another name, or open it.</source>
        <translation>“{name}”已存在；请换一个名字，或直接打开它。</translation>
    </message>
    <message>
        <source>There is no template “{name}”; choose one of: {names}.</source>
        <translation>没有模板“{name}”；可用的模板有：{names}。</translation>
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
        <source>“{name}” could not be written ({detail}); free some space or choose another folder.</source>
        <translation>无法写入“{name}”（{detail}）；请腾出空间或换一个文件夹。</translation>
    </message>
    <message>
        <source>“{name}” exists already; choose another name.</source>
        <translation>“{name}”已存在；请换一个名字。</translation>
    </message>
    <message>
        <source>Another program is working in “{name}” at this moment; wait a little and do it again.</source>
        <translation>另一个程序正在使用“{name}”；请稍候再试。</translation>
    </message>
    <message>
        <source>The disk is full, so the last change to “{name}” was not saved; free some space and do it again.</source>
        <translation>磁盘已满，对“{name}”的最后一次修改没有保存；请腾出空间后重做一次。</translation>
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
        <source>“{name}” cannot be opened; check that the file and its folder are still there and that you may read them.</source>
        <translation>无法打开“{name}”；请检查文件和文件夹是否还在、是否有权读取。</translation>
    </message>
    <message>
        <source>“{name}” is not a report library; choose a file that this program made.</source>
        <translation>“{name}”不是报告库；请选择由本程序建立的文件。</translation>
    </message>
    <message>
        <source>“{name}” may not be changed here; copy it to a folder of your own, or open it for reading only.</source>
        <translation>“{name}”在这里不能修改；请把它复制到自己的文件夹，或以只读方式打开。</translation>
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
        <source>The company's data are missing; restore a backup.</source>
        <translation>企业信息缺失；请恢复备份。</translation>
    </message>
    <message>
        <source>This chapter does not exist any more.</source>
        <translation>这个章节已不存在。</translation>
    </message>
    <message>
        <source>This paragraph does not exist any more.</source>
        <translation>这个段落已不存在。</translation>
    </message>
    <message>
        <source>This picture does not exist any more.</source>
        <translation>这张图片已不存在。</translation>
    </message>
    <message>
        <source>This report does not exist any more.</source>
        <translation>这份报告已不存在。</translation>
    </message>
    <message>
        <source>This row does not exist any more.</source>
        <translation>这一行已不存在。</translation>
    </message>
</context>
</TS>
