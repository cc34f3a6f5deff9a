/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile-builder.h"

/* EmberPerfScriptComments: the lines that begin with '#': `perf script --header`
 * writes facts about the recording in them. */
typedef struct
{
  bool is_at_start; /* of the input, where facts are */
  bool is_in_header;
} EmberPerfScriptComments;

/* @is_first: whether the chunk that begins is the input's first */
void ember_perf_script_comments_begin (EmberPerfScriptComments *comments,
                                       bool is_first);

/* A line that is no comment came: no facts follow. */
void ember_perf_script_comments_end (EmberPerfScriptComments *comments);

/* @line: begins with '#', has no trailing blanks
 * Returns: false where the line may be a sample of a comm that begins with '#' */
bool ember_perf_script_comments_take (EmberPerfScriptComments *comments,
                                      EmberProfileBuilder *builder,
                                      const char *line,
                                      size_t n);
