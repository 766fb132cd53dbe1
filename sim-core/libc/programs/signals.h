/* Names of signals. */
#ifndef SIGNALS_H
#define SIGNALS_H

/* The number of a signal by name, with or without SIG, or number; -1 if there is none. */
int signal_of(const char *name);

/* `kill -l`: all names, or those of numbers. */
int list_signals(int count, char **numbers);

#endif
