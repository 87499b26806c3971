; The installer for Windows. Compiled by windows.py, which defines VERSION, VERSION_NUMBERS, TREE, ICON, OUT and SIZE.
;
; Switches for roll-out, beside NSIS's own (/S silent, /D=folder as the last one, without quotes):
;   /ALLUSERS      for the whole machine, into Program Files; needs administrator rights
;   /CURRENTUSER   for this user (the default), into AppData\Local\Programs; needs none
;   /NODESKTOP     no shortcut on the desktop
;   /LANG=2052     Simplified Chinese, /LANG=1033 English; otherwise as Windows is
; Exit codes: 0 done; 1 cancelled; 2 failed; 3 a newer version is installed; 4 rights are missing; 5 the program is running.
Unicode true
Target amd64-unicode
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
Name "QI Desktop"
OutFile "${OUT}"
Icon "${ICON}"
UninstallIcon "${ICON}"
BrandingText "QI Desktop ${VERSION}"

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WordFunc.nsh
!include x64.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\QI Desktop"
!define PROGRAM "qi-desktop-window.exe"
!define TYPE "QIDesktop.Library"

Var EveryUser
Var Shortcut

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString Application ${LANG_SIMPCHINESE} "质量诚信报告"
LangString Application ${LANG_ENGLISH} "QI Desktop"
LangString LibraryType ${LANG_SIMPCHINESE} "质量诚信报告库"
LangString LibraryType ${LANG_ENGLISH} "Quality integrity report library"
LangString Newer ${LANG_SIMPCHINESE} "已安装更新的版本 $0。如确需安装 ${VERSION}，请先卸载新版本（报告库会保留）。"
LangString Newer ${LANG_ENGLISH} "Version $0 is installed and newer. Uninstall it first if you really want ${VERSION}; libraries are kept."
LangString Rights ${LANG_SIMPCHINESE} "为所有用户安装需要管理员权限：请以管理员身份运行，或不加 /ALLUSERS 为当前用户安装。"
LangString Rights ${LANG_ENGLISH} "Installing for all users needs administrator rights: run as administrator, or without /ALLUSERS for this user only."
LangString Running ${LANG_SIMPCHINESE} "程序正在运行：请关闭后重试。"
LangString Running ${LANG_ENGLISH} "The program is running: close it and try again."
LangString Not64 ${LANG_SIMPCHINESE} "需要 64 位的 Windows 10 或更高版本。"
LangString Not64 ${LANG_ENGLISH} "64-bit Windows 10 or newer is needed."

VIProductVersion "${VERSION_NUMBERS}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "ProductName" "QI Desktop"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileDescription" "QI Desktop setup"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "LegalCopyright" "Apache-2.0"

!macro refuse text code
  MessageBox MB_OK|MB_ICONSTOP "${text}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

!macro choose_users
  ${If} $EveryUser == 1
    SetShellVarContext all
    SetRegView 64
  ${Else}
    SetShellVarContext current
    SetRegView 64
  ${EndIf}
!macroend

; Whether it was installed for this user or for the machine: both open the same libraries.
!macro refuse_newer hive
  ReadRegStr $0 ${hive} "${KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      !insertmacro refuse "$(Newer)" 3
    ${EndIf}
  ${EndIf}
!macroend

; A file of the program that can't be opened for writing is in use.
!macro refuse_running
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $1 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      !insertmacro refuse "$(Running)" 5
    ${EndIf}
    FileClose $1
  ${EndIf}
!macroend

; Whatever language the version that made them spoke.
!macro remove_shortcuts
  ReadRegStr $R2 SHCTX "${KEY}" "ShortcutName"
  ${If} $R2 != ""
    Delete "$SMPROGRAMS\QI Desktop\$R2.lnk"
    Delete "$DESKTOP\$R2.lnk"
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro refuse "$(Not64)" 2
  ${EndIf}
  ${GetParameters} $R0
  StrCpy $EveryUser 0
  StrCpy $Shortcut 1
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $R1
  ${IfNot} ${Errors}
    StrCpy $EveryUser 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/NODESKTOP" $R1
  ${IfNot} ${Errors}
    StrCpy $Shortcut 0
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/LANG=" $R1
  ${IfNot} ${Errors}
    StrCpy $LANGUAGE $R1
  ${EndIf}
  !insertmacro choose_users
  ${If} $EveryUser == 1
    UserInfo::GetAccountType
    Pop $R1
    ${If} $R1 != "Admin"
      !insertmacro refuse "$(Rights)" 4
    ${EndIf}
  ${EndIf}
  ; An upgrade goes where the program is; /D= wins.
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${KEY}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $EveryUser == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\QI Desktop"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\QI Desktop"
    ${EndIf}
  ${EndIf}
  !insertmacro refuse_newer HKCU
  !insertmacro refuse_newer HKLM
  !insertmacro refuse_running
FunctionEnd

Section
  ; Files of the version before that this one does not have are taken away; what others put into the folder stays.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR"
  File /r "${TREE}/*"
  File "/oname=library.ico" "${ICON}"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  !insertmacro remove_shortcuts
  CreateDirectory "$SMPROGRAMS\QI Desktop"
  CreateShortcut "$SMPROGRAMS\QI Desktop\$(Application).lnk" "$INSTDIR\${PROGRAM}"
  ${If} $Shortcut == 1
    CreateShortcut "$DESKTOP\$(Application).lnk" "$INSTDIR\${PROGRAM}"
  ${EndIf}
  WriteRegStr SHCTX "${KEY}" "ShortcutName" "$(Application)"

  ; What an administrator presets for all users lies beside this program; in this context APPDATA is ProgramData.
  ${If} $EveryUser == 1
  ${AndIf} ${FileExists} "$EXEDIR\presets\*.*"
    CreateDirectory "$APPDATA\QI Desktop"
    CopyFiles /SILENT "$EXEDIR\presets\*.*" "$APPDATA\QI Desktop"
  ${EndIf}

  WriteRegStr SHCTX "Software\Classes\.qid" "" "${TYPE}"
  WriteRegStr SHCTX "Software\Classes\${TYPE}" "" "$(LibraryType)"
  WriteRegStr SHCTX "Software\Classes\${TYPE}\DefaultIcon" "" "$INSTDIR\library.ico"
  WriteRegStr SHCTX "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'

  WriteRegStr SHCTX "${KEY}" "DisplayName" "QI Desktop $(Application)"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\library.ico"
  WriteRegStr SHCTX "${KEY}" "Publisher" "QI Desktop"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  WriteRegDWORD SHCTX "${KEY}" "EveryUser" $EveryUser
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; the shell shows the new icon at once
SectionEnd

Function un.onInit
  SetRegView 64
  ; For whom it was installed is written where it was installed.
  StrCpy $EveryUser 0
  SetShellVarContext current
  ReadRegStr $R1 SHCTX "${KEY}" "InstallLocation"
  ${If} $R1 != $INSTDIR
    StrCpy $EveryUser 1
    UserInfo::GetAccountType
    Pop $R1
    ${If} $R1 != "Admin"
      !insertmacro refuse "$(Rights)" 4
    ${EndIf}
  ${EndIf}
  !insertmacro choose_users
  !insertmacro refuse_running
FunctionEnd

Section Uninstall
  !insertmacro remove_shortcuts
  RMDir "$SMPROGRAMS\QI Desktop"
  ; Only what was installed: a library or a portable data folder that somebody keeps here stays, and with it the folder.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\qi-desktop.exe"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\library.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ReadRegStr $R1 SHCTX "Software\Classes\.qid" ""
  ${If} $R1 == "${TYPE}"
    DeleteRegValue SHCTX "Software\Classes\.qid" ""
    DeleteRegKey /ifempty SHCTX "Software\Classes\.qid"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${TYPE}"
  DeleteRegKey SHCTX "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
