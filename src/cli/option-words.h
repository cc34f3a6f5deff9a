/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* A word of the command line and what it stands for. */
typedef struct
{
  const char *word;
  int value;
} EmberOptionWord;

/* Returns: (transfer full): the words as a list for people */
char *ember_option_words_dup (const EmberOptionWord *words,
                              size_t n_words);

/* @option: as "--idle"
 * @typed: (nullable): then @value keeps what it has
 * Returns: false with a %G_OPTION_ERROR that tells the words */
bool ember_option_words_find (const char *option,
                              const char *typed,
                              const EmberOptionWord *words,
                              size_t n_words,
                              int *value,
                              GError **error);

/* Returns: false, with @error set to a %G_OPTION_ERROR_BAD_VALUE */
bool ember_option_fail (GError **error,
                        const char *format,
                        ...) G_GNUC_PRINTF (2, 3);
