/* <sys/cdefs.h>: macros that let headers serve several compilers (BSD). */
#ifndef _SYS_CDEFS_H
#define _SYS_CDEFS_H

#include <features.h>

#define __BEGIN_DECLS
#define __END_DECLS
#define __P(args)          args
#define __PMT(args)        args
#define __CONCAT(a, b)     a##b
#define __STRING(text)     #text
#define __THROW
#define __NTH(function)    function
#define __ptr_t            void *
#define __attribute_pure__
#define __wur
#define __nonnull(params)
#define __inline_function  static __inline

#endif
