/* For trials under Wine only: a Windows without any colour profile. */
#include <windows.h>
#define NONE { SetLastError(ERROR_FILE_NOT_FOUND); return 0; }
#define GIVES __declspec(dllexport)

GIVES HANDLE WINAPI OpenColorProfileA(void *profile, DWORD access, DWORD share, DWORD mode) NONE
GIVES HANDLE WINAPI OpenColorProfileW(void *profile, DWORD access, DWORD share, DWORD mode) NONE
GIVES BOOL WINAPI CloseColorProfile(HANDLE profile) { return TRUE; }
GIVES BOOL WINAPI GetColorProfileFromHandle(HANDLE profile, BYTE *bytes, DWORD *count) NONE
GIVES HANDLE WINAPI WcsCreateIccProfile(HANDLE profile, DWORD options) NONE
GIVES BOOL WINAPI GetStandardColorSpaceProfileW(const WCHAR *machine, DWORD space, WCHAR *name, DWORD *size) NONE
GIVES BOOL WINAPI GetColorDirectoryW(const WCHAR *machine, WCHAR *folder, DWORD *size) NONE
GIVES BOOL WINAPI EnumColorProfilesW(const WCHAR *machine, void *wanted, BYTE *found, DWORD *size, DWORD *count) NONE
