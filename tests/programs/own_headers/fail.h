#pragma once

void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
extern int goes_to_log;
