#pragma once

/* Parent and child take turns by signals. */
void turns_prepare(void);
void turn_give(pid_t to);
void turn_await(void);
