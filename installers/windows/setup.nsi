; Setup for one person, without administrator rights. Made by nsis.py, which defines VERSION, OUT, ICON, KILOBYTES, LISTS
; (folder with install.nsh and remove.nsh) and, when files are signed, SIGN.
;
;   PepDesk-Setup.exe /S [/NOICONS] [/D=C:\folder]        silent; /D must stand last and without quotes
;   "<folder>\Uninstall.exe" /S                           silent removal; plans are left alone
;
; Exit status: 0 done, 1 stopped by the person, 3 Windows too old, 4 the school installed PepDesk for everybody, 5 PepDesk is
; running, 6 a file could not be written.

Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
SetDatablockOptimize on
SetOverwrite on
AllowSkipFiles off
Name "PepDesk ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\PepDesk"
InstallDirRegKey HKCU "Software\PepDesk" "InstallDir"
BrandingText " "

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh

!define KIND "PepDesk.Package.1"
!define MIME "application/vnd.pepdesk.package"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\PepDesk"
!define STARTED "Software\Microsoft\Windows\CurrentVersion\App Paths\PepDesk.exe"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\PepDesk.exe"
!define MUI_WELCOMEPAGE_TEXT "PepDesk will be installed for you alone; no administrator is needed.$\r$\n$\r$\nAn earlier version is replaced. Your plans are kept elsewhere and are not touched."
!define MUI_UNCONFIRMPAGE_TEXT_TOP "PepDesk will be removed. Your plans stay on this computer, in your own folder."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "PepDesk"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "FileDescription" "PepDesk setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT licence, the PepDesk project"

!ifdef SIGN
  !finalize '"${SIGN}" "%1"'
  !uninstfinalize '"${SIGN}" "%1"'
!endif

; Stops when the PepDesk in the folder on the stack runs: a library in use cannot be opened for writing.
!macro RunningCheck un
Function ${un}StopIfRunning
  Exch $R0
  Push $R1
  look:
    IfFileExists "$R0\runtime\python313.dll" 0 free
    ClearErrors
    FileOpen $R1 "$R0\runtime\python313.dll" a
    IfErrors busy
    FileClose $R1
    Goto free
  busy:
    IfSilent stop
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "PepDesk is still open. Close it, then choose Retry. Nothing has been changed yet." IDRETRY look
  stop:
    SetErrorLevel 5
    Quit
  free:
  Pop $R1
  Pop $R0
FunctionEnd
!macroend
!insertmacro RunningCheck ""
!insertmacro RunningCheck "un."

Function .onInit
  ${IfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "PepDesk needs Windows 10 (version 1809) or newer." /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  SetRegView 64
  ReadRegStr $0 HKLM "Software\PepDesk" "Version"
  ${If} $0 != ""
    IfSilent refuse
    MessageBox MB_YESNO|MB_ICONQUESTION "PepDesk $0 is already installed on this computer for everybody. A second copy would not be kept up to date by your school.$\r$\n$\r$\nInstall it all the same?" IDYES wanted
    refuse:
    SetErrorLevel 4
    Quit
    wanted:
  ${EndIf}
FunctionEnd

Section "PepDesk"
  SetShellVarContext current
  Push "$INSTDIR"
  Call StopIfRunning

  ; the version that is there is taken away by its own list, wherever it stands
  ReadRegStr $1 HKCU "Software\PepDesk" "InstallDir"
  ${If} $1 != ""
  ${AndIf} ${FileExists} "$1\Uninstall.exe"
    Push "$1"
    Call StopIfRunning
    CopyFiles /SILENT "$1\Uninstall.exe" "$PLUGINSDIR\before.exe"
    ExecWait '"$PLUGINSDIR\before.exe" /S _?=$1' $2
    ${If} $2 != 0
      MessageBox MB_OK|MB_ICONSTOP "The earlier PepDesk could not be replaced. Nothing else was changed." /SD IDOK
      SetErrorLevel 6
      Quit
    ${EndIf}
    Delete "$1\Uninstall.exe"
    RMDir "$1"
  ${EndIf}

  ClearErrors
  !include "${LISTS}/install.nsh"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "A file could not be written. Make room on the disk and run this setup again." /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}

  WriteRegStr HKCU "Software\PepDesk" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\PepDesk" "Version" "${VERSION}"
  WriteRegStr HKCU "${STARTED}" "" "$INSTDIR\PepDesk.exe"

  WriteRegStr HKCU "Software\Classes\.pepx" "" "${KIND}"
  WriteRegStr HKCU "Software\Classes\.pepx" "Content Type" "${MIME}"
  WriteRegStr HKCU "Software\Classes\.pepx\OpenWithProgids" "${KIND}" ""
  WriteRegStr HKCU "Software\Classes\${KIND}" "" "PepDesk plan from a colleague"
  WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\PepDesk.exe,1"
  WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\PepDesk.exe" "%1"'

  WriteRegStr HKCU "${REMOVAL}" "DisplayName" "PepDesk"
  WriteRegStr HKCU "${REMOVAL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REMOVAL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayIcon" "$INSTDIR\PepDesk.exe,0"
  WriteRegStr HKCU "${REMOVAL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${REMOVAL}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${REMOVAL}" "NoModify" 1
  WriteRegDWORD HKCU "${REMOVAL}" "NoRepair" 1
  WriteRegDWORD HKCU "${REMOVAL}" "EstimatedSize" ${KILOBYTES}

  ${GetParameters} $3
  ClearErrors
  ${GetOptions} $3 "/NOICONS" $4
  ${If} ${Errors}
    CreateShortcut "$SMPROGRAMS\PepDesk.lnk" "$INSTDIR\PepDesk.exe"
  ${EndIf}
  ; Explorer looks at file types anew
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  SetShellVarContext current
  Push "$INSTDIR"
  Call un.StopIfRunning
  !include "${LISTS}/remove.nsh"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\PepDesk.lnk"

  ReadRegStr $0 HKCU "Software\Classes\.pepx" ""
  ${If} $0 == "${KIND}"
    DeleteRegValue HKCU "Software\Classes\.pepx" ""
    DeleteRegValue HKCU "Software\Classes\.pepx" "Content Type"
  ${EndIf}
  DeleteRegValue HKCU "Software\Classes\.pepx\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty HKCU "Software\Classes\.pepx\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\.pepx"
  DeleteRegKey HKCU "Software\Classes\${KIND}"
  DeleteRegKey HKCU "${STARTED}"
  DeleteRegKey HKCU "${REMOVAL}"
  DeleteRegKey HKCU "Software\PepDesk"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
