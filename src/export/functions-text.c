/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/functions-text.h"

#include <string.h>

static void
write_csv_field (EmberOutput *output,
                 const char *text)
{
  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      ember_output_text (output, text);
      return;
    }
  ember_output_char (output, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        ember_output_char (output, '"');
      ember_output_char (output, *text);
    }
  ember_output_char (output, '"');
}

static void
write_functions (EmberOutput *output,
                 const EmberFunctions *functions,
                 const EmberProfile *profile,
                 char separator,
                 void (*write_field) (EmberOutput *, const char *))
{
  const EmberStrings *strings = ember_profile_get_strings (profile);

  for (uint32_t i = 0; i < functions->n_functions; i++)
    {
      const EmberFunction *function = &functions->functions[i];

      ember_output_uint (output, function->self);
      ember_output_char (output, separator);
      ember_output_uint (output, function->total);
      ember_output_char (output, separator);
      write_field (output, ember_strings_get (strings, function->name));
      ember_output_char (output, separator);
      write_field (output, ember_strings_get (strings, function->module));
      ember_output_char (output, '\n');
    }
}

void
ember_functions_text_write_tsv (EmberOutput *output,
                                const EmberFunctions *functions,
                                const EmberProfile *profile)
{
  write_functions (output, functions, profile, '\t', ember_output_line_text);
}

void
ember_functions_text_write_csv (EmberOutput *output,
                                const EmberFunctions *functions,
                                const EmberProfile *profile)
{
  ember_output_text (output, "self,total,name,module\n");
  write_functions (output, functions, profile, ',', write_csv_field);
}

static void
write_changes (EmberOutput *output,
               const EmberFunctionChanges *changes,
               char separator,
               void (*write_field) (EmberOutput *, const char *))
{
  for (uint32_t i = 0; i < changes->n_changes; i++)
    {
      const EmberFunctionChange *change = &changes->changes[i];
      const uint64_t numbers[] = { change->self, change->total, change->baseline_self, change->baseline_total };

      for (size_t n = 0; n < G_N_ELEMENTS (numbers); n++)
        {
          ember_output_uint (output, numbers[n]);
          ember_output_char (output, separator);
        }
      write_field (output, change->name);
      ember_output_char (output, separator);
      write_field (output, change->module);
      ember_output_char (output, '\n');
    }
}

void
ember_functions_text_write_changes_tsv (EmberOutput *output,
                                        const EmberFunctionChanges *changes)
{
  write_changes (output, changes, '\t', ember_output_line_text);
}

void
ember_functions_text_write_changes_csv (EmberOutput *output,
                                        const EmberFunctionChanges *changes)
{
  ember_output_text (output, "self,total,baseline_self,baseline_total,name,module\n");
  write_changes (output, changes, ',', write_csv_field);
}
