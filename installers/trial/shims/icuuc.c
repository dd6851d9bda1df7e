/* For trials under Wine only: Windows' own ICU without a single converter, so that Qt uses its built-in ones. */
#include <windows.h>
#include <stdint.h>
#define GIVES __declspec(dllexport)
#define NO_SUCH_CONVERTER 4 /* U_FILE_ACCESS_ERROR */
#define UNSUPPORTED 16

GIVES void *ucnv_open(const char *name, int32_t *error) { *error = NO_SUCH_CONVERTER; return NULL; }
GIVES void ucnv_close(void *converter) { }
GIVES void ucnv_reset(void *converter) { }
GIVES int8_t ucnv_getMaxCharSize(const void *converter) { return 1; }
GIVES const char *ucnv_getName(const void *converter, int32_t *error) { *error = UNSUPPORTED; return NULL; }
GIVES int32_t ucnv_countAvailable(void) { return 0; }
GIVES const char *ucnv_getAvailableName(int32_t number) { return NULL; }
GIVES const char *ucnv_getStandardName(const char *name, const char *standard, int32_t *error) { return NULL; }
GIVES int32_t ucnv_toUCountPending(const void *converter, int32_t *error) { return 0; }
GIVES int32_t ucnv_fromUCountPending(const void *converter, int32_t *error) { return 0; }
GIVES void ucnv_getToUCallBack(const void *converter, void **action, const void **context) { *action = NULL; *context = NULL; }
GIVES void ucnv_getFromUCallBack(const void *converter, void **action, const void **context) { *action = NULL; *context = NULL; }
GIVES void ucnv_setToUCallBack(void *c, void *action, const void *context, void **was, const void **had, int32_t *error) { *error = UNSUPPORTED; }
GIVES void ucnv_setFromUCallBack(void *c, void *action, const void *context, void **was, const void **had, int32_t *error) { *error = UNSUPPORTED; }
GIVES void ucnv_toUnicode(void *c, void **to, const void *end, const char **from, const char *stop, int32_t *places, int8_t flush, int32_t *error) { *error = UNSUPPORTED; }
GIVES void ucnv_fromUnicode(void *c, char **to, const char *end, const void **from, const void *stop, int32_t *places, int8_t flush, int32_t *error) { *error = UNSUPPORTED; }
GIVES void ucnv_cbToUWriteUChars(void *arguments, const void *source, int32_t length, int32_t place, int32_t *error) { *error = UNSUPPORTED; }
GIVES void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) { }
GIVES void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) { }
