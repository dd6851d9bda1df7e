/* PepDesk's own small program for Windows: loads the Python beside it and runs the module pepdesk in it.
   Compiled twice: PepDesk.exe (a window, no console) and pepdesk-cli.exe (a console). It unpacks nothing, writes nothing,
   and looks for libraries in its own folder only. */
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32768
#define RUNTIME L"runtime\\python313.dll"

typedef int (*python_main)(int, wchar_t **);

/* What went wrong, in a box or on the console; gives the exit status for "it could not be done". */
static int tell(const wchar_t *what)
{
    wchar_t words[LONGEST + 256];
    _snwprintf(words, LONGEST + 255, L"PepDesk could not start: %ls (%lu).\n\nYour plans are safe. Install PepDesk again; if that "
               L"does not help, show this to whoever looks after your computer.\n", what, GetLastError());
    words[LONGEST + 255] = 0;
#ifdef WINDOW
    MessageBoxW(NULL, words, L"PepDesk", MB_OK | MB_ICONERROR);
#else
    char told[4096];
    DWORD written;
    int length = WideCharToMultiByte(CP_UTF8, 0, words, -1, told, sizeof told, NULL, NULL);
    if (length > 1) WriteFile(GetStdHandle(STD_ERROR_HANDLE), told, (DWORD)length - 1, &written, NULL);
#endif
    return 3;
}

static int start(void)
{
    static wchar_t own[LONGEST], library[LONGEST + sizeof RUNTIME];
    static const wchar_t *before[] = {L"-X", L"utf8=1", L"-B", L"-m", L"pepdesk"};
    const int own_words = 1 + (int)(sizeof before / sizeof *before);
    DWORD length = GetModuleFileNameW(NULL, own, LONGEST);
    if (length == 0 || length >= LONGEST) return tell(L"its own folder was not found");

    wcscpy(library, own);
    wchar_t *name = wcsrchr(library, L'\\');
    if (name == NULL) return tell(L"its own folder was not found");
    wcscpy(name + 1, RUNTIME);
    SetDllDirectoryW(L"");
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (python == NULL) return tell(library);
    python_main run = (python_main)(void *)GetProcAddress(python, "Py_Main");
    if (run == NULL) return tell(library);

    int given;
    wchar_t **said = CommandLineToArgvW(GetCommandLineW(), &given);
    wchar_t **words = said ? calloc((size_t)(own_words + given + 1), sizeof *words) : NULL;
    if (words == NULL) return tell(L"there is too little memory");
    words[0] = own;
    for (int at = 1; at < own_words; at++) words[at] = (wchar_t *)before[at - 1];
    for (int at = 1; at < given; at++) words[own_words - 1 + at] = said[at];
    return run(own_words - 1 + (given > 0 ? given : 1), words);
}

#ifdef WINDOW
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, LPWSTR line, int show)
{
    (void)self; (void)before; (void)line; (void)show;
    return start();
}
#else
int wmain(void)
{
    return start();
}
#endif
