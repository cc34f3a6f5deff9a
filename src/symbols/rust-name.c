/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/rust-name.h"

#include <glib.h>
#include <string.h>

#include "symbols/rust-symbol.h"

#define MAX_DEPTH 200
#define MAX_OUTPUT 16384

/* What a printer reads and writes. Once the symbol is bad nothing more is read or written. */
typedef struct
{
  EmberRustSymbol symbol;
  GString *out;
  uint32_t depth;
  uint64_t n_bound_lifetimes;
} Printer;

static void print_type (Printer *printer);
static void print_path (Printer *printer,
                        bool is_value);

static bool
enter (Printer *printer)
{
  if (printer->depth >= MAX_DEPTH || printer->out->len > MAX_OUTPUT)
    printer->symbol.is_bad = true;
  printer->depth++;
  return !printer->symbol.is_bad;
}

static void
put (Printer *printer,
     const char *text)
{
  if (!printer->symbol.is_bad)
    g_string_append (printer->out, text);
}

/* Names beyond ASCII stay in punycode. */
static void
print_identifier (Printer *printer)
{
  bool is_punycode;
  size_t n;
  const char *name = ember_rust_symbol_take_identifier (&printer->symbol, &n, &is_punycode);

  if (name == NULL)
    return;
  put (printer, is_punycode ? "punycode{" : "");
  g_string_append_len (printer->out, name, (gssize) n);
  put (printer, is_punycode ? "}" : "");
}

/* "B" and a position: what stands there is repeated. */
static void
print_back_reference (Printer *printer,
                      void (*print) (Printer *))
{
  const size_t begin = printer->symbol.at - 1;
  const uint64_t target = ember_rust_symbol_take_base62 (&printer->symbol);
  const size_t after = printer->symbol.at;

  if (target >= begin)
    printer->symbol.is_bad = true;
  if (!enter (printer))
    return;
  printer->symbol.at = (size_t) target;
  print (printer);
  printer->symbol.at = after;
  printer->depth--;
}

static void
print_lifetime (Printer *printer,
                uint64_t index)
{
  if (index == 0)
    put (printer, "'_");
  else if (index > printer->n_bound_lifetimes)
    printer->symbol.is_bad = true;
  else if (printer->n_bound_lifetimes - index < 26)
    g_string_append_printf (printer->out, "'%c", (char) ('a' + (printer->n_bound_lifetimes - index)));
  else
    g_string_append_printf (printer->out, "'_%" G_GUINT64_FORMAT, printer->n_bound_lifetimes - index);
}

/* "for<'a, 'b> ".
 * Returns: how many were bound, to be unbound by the caller */
static uint64_t
print_binder (Printer *printer)
{
  const uint64_t n = ember_rust_symbol_take_tagged (&printer->symbol, 'G');

  if (n > 64)
    printer->symbol.is_bad = true;
  if (n == 0 || printer->symbol.is_bad)
    return 0;
  put (printer, "for<");
  for (uint64_t i = 0; i < n; i++)
    {
      put (printer, i > 0 ? ", " : "");
      printer->n_bound_lifetimes++;
      print_lifetime (printer, 1);
    }
  put (printer, "> ");
  return n;
}

/* The value of a constant: hexadecimal digits, as decimal ones where they fit. */
static void
print_const_data (Printer *printer,
                  char type)
{
  const bool is_negative = ember_rust_symbol_take_if (&printer->symbol, 'n');
  const size_t begin = printer->symbol.at;
  g_autofree char *digits = NULL;
  uint64_t value;

  while (g_ascii_isxdigit (ember_rust_symbol_peek (&printer->symbol)))
    printer->symbol.at++;
  digits = g_strndup (printer->symbol.text + begin, printer->symbol.at - begin);
  if (!ember_rust_symbol_take_if (&printer->symbol, '_'))
    {
      printer->symbol.is_bad = true;
      return;
    }
  value = g_ascii_strtoull (digits, NULL, 16);
  put (printer, is_negative ? "-" : "");
  if (type == 'b')
    put (printer, value != 0 ? "true" : "false");
  else if (type == 'c' && value >= 0x20 && value < 0x7f)
    g_string_append_printf (printer->out, "'%c'", (char) value);
  else if (strlen (digits) > 16)
    g_string_append_printf (printer->out, "0x%s", digits);
  else
    g_string_append_printf (printer->out, "%" G_GUINT64_FORMAT, value);
}

static void
print_const (Printer *printer)
{
  const char type = ember_rust_symbol_take (&printer->symbol);

  if (type == 'B')
    print_back_reference (printer, print_const);
  else if (type == 'p')
    put (printer, "_");
  else if (ember_rust_symbol_get_basic_type (type) != NULL)
    print_const_data (printer, type);
  else
    printer->symbol.is_bad = true;
}

static void
print_generic_argument (Printer *printer)
{
  if (ember_rust_symbol_take_if (&printer->symbol, 'L'))
    print_lifetime (printer, ember_rust_symbol_take_base62 (&printer->symbol));
  else if (ember_rust_symbol_take_if (&printer->symbol, 'K'))
    print_const (printer);
  else
    print_type (printer);
}

static void
print_generic_arguments (Printer *printer)
{
  for (uint32_t i = 0; !printer->symbol.is_bad && !ember_rust_symbol_take_if (&printer->symbol, 'E'); i++)
    {
      put (printer, i > 0 ? ", " : "");
      print_generic_argument (printer);
    }
}

static void
print_path_of_type (Printer *printer)
{
  print_path (printer, false);
}

static void
print_path_of_value (Printer *printer)
{
  print_path (printer, true);
}

/* The path of an impl block says where it stands, which nobody wants to read. */
static void
skip_impl_path (Printer *printer)
{
  const gsize n_out = printer->out->len;

  ember_rust_symbol_take_tagged (&printer->symbol, 's');
  print_path (printer, false);
  if (!printer->symbol.is_bad)
    g_string_truncate (printer->out, n_out);
}

/* "…::name", "…::{closure#1}". */
static void
print_nested (Printer *printer,
              bool is_value)
{
  const char space = ember_rust_symbol_take (&printer->symbol);
  uint64_t number;
  gsize n_before;

  print_path (printer, is_value);
  number = ember_rust_symbol_take_tagged (&printer->symbol, 's');
  if (!g_ascii_isupper (space))
    {
      put (printer, "::");
      n_before = printer->out->len;
      print_identifier (printer);
      if (!printer->symbol.is_bad && printer->out->len == n_before)
        g_string_truncate (printer->out, n_before - 2);
      return;
    }
  put (printer, space == 'C' ? "::{closure" : space == 'S' ? "::{shim"
                                                           : "::{");
  n_before = printer->out->len;
  put (printer, ":");
  print_identifier (printer);
  if (!printer->symbol.is_bad && printer->out->len == n_before + 1)
    g_string_truncate (printer->out, n_before);
  if (!printer->symbol.is_bad)
    g_string_append_printf (printer->out, "#%" G_GUINT64_FORMAT "}", number);
}

static void
print_path (Printer *printer,
            bool is_value)
{
  const char kind = ember_rust_symbol_take (&printer->symbol);

  if (!enter (printer))
    return;
  switch (kind)
    {
    case 'C':
      ember_rust_symbol_take_tagged (&printer->symbol, 's');
      print_identifier (printer);
      break;
    case 'N':
      print_nested (printer, is_value);
      break;
    case 'M':
    case 'X':
      skip_impl_path (printer);
      G_GNUC_FALLTHROUGH;
    case 'Y':
      put (printer, "<");
      print_type (printer);
      if (kind != 'M')
        {
          put (printer, " as ");
          print_path (printer, false);
        }
      put (printer, ">");
      break;
    case 'I':
      print_path (printer, is_value);
      put (printer, is_value ? "::<" : "<");
      print_generic_arguments (printer);
      put (printer, ">");
      break;
    case 'B':
      print_back_reference (printer, is_value ? print_path_of_value : print_path_of_type);
      break;
    default:
      printer->symbol.is_bad = true;
    }
  printer->depth--;
}

static void
print_function_type (Printer *printer)
{
  const uint64_t n_bound = print_binder (printer);

  put (printer, ember_rust_symbol_take_if (&printer->symbol, 'U') ? "unsafe " : "");
  if (ember_rust_symbol_take_if (&printer->symbol, 'K'))
    {
      put (printer, "extern \"");
      if (ember_rust_symbol_take_if (&printer->symbol, 'C'))
        put (printer, "C");
      else
        print_identifier (printer);
      put (printer, "\" ");
    }
  put (printer, "fn(");
  print_generic_arguments (printer);
  put (printer, ")");
  if (!ember_rust_symbol_take_if (&printer->symbol, 'u'))
    {
      put (printer, " -> ");
      print_type (printer);
    }
  printer->n_bound_lifetimes -= n_bound;
}

/* "dyn A<X = T> + B + 'a". */
static void
print_dyn_type (Printer *printer)
{
  const uint64_t n_bound = print_binder (printer);
  uint64_t lifetime;

  put (printer, "dyn ");
  for (uint32_t i = 0; !printer->symbol.is_bad && !ember_rust_symbol_take_if (&printer->symbol, 'E'); i++)
    {
      put (printer, i > 0 ? " + " : "");
      print_path (printer, false);
      while (ember_rust_symbol_take_if (&printer->symbol, 'p'))
        {
          const bool is_open = printer->out->len > 0 && printer->out->str[printer->out->len - 1] == '>';

          if (is_open && !printer->symbol.is_bad)
            g_string_truncate (printer->out, printer->out->len - 1);
          put (printer, is_open ? ", " : "<");
          print_identifier (printer);
          put (printer, " = ");
          print_type (printer);
          put (printer, ">");
        }
    }
  printer->n_bound_lifetimes -= n_bound;
  if (!ember_rust_symbol_take_if (&printer->symbol, 'L'))
    printer->symbol.is_bad = true;
  lifetime = ember_rust_symbol_take_base62 (&printer->symbol);
  if (lifetime != 0)
    {
      put (printer, " + ");
      print_lifetime (printer, lifetime);
    }
}

static void
print_tuple (Printer *printer)
{
  uint32_t n = 0;

  put (printer, "(");
  for (; !printer->symbol.is_bad && !ember_rust_symbol_take_if (&printer->symbol, 'E'); n++)
    {
      put (printer, n > 0 ? ", " : "");
      print_type (printer);
    }
  put (printer, n == 1 ? ",)" : ")");
}

static void
print_reference (Printer *printer,
                 const char *qualifier)
{
  put (printer, "&");
  if (ember_rust_symbol_take_if (&printer->symbol, 'L'))
    {
      const uint64_t lifetime = ember_rust_symbol_take_base62 (&printer->symbol);

      if (lifetime != 0)
        {
          print_lifetime (printer, lifetime);
          put (printer, " ");
        }
    }
  put (printer, qualifier);
  print_type (printer);
}

static void
print_array (Printer *printer,
             bool has_length)
{
  put (printer, "[");
  print_type (printer);
  if (has_length)
    {
      put (printer, "; ");
      print_const (printer);
    }
  put (printer, "]");
}

static void
print_type (Printer *printer)
{
  const char kind = ember_rust_symbol_take (&printer->symbol);

  if (!enter (printer))
    return;
  switch (kind)
    {
    case 'A':
    case 'S':
      print_array (printer, kind == 'A');
      break;
    case 'T':
      print_tuple (printer);
      break;
    case 'R':
    case 'Q':
      print_reference (printer, kind == 'Q' ? "mut " : "");
      break;
    case 'P':
    case 'O':
      put (printer, kind == 'P' ? "*const " : "*mut ");
      print_type (printer);
      break;
    case 'F':
      print_function_type (printer);
      break;
    case 'D':
      print_dyn_type (printer);
      break;
    case 'B':
      print_back_reference (printer, print_type);
      break;
    default:
      if (ember_rust_symbol_get_basic_type (kind) != NULL)
        {
          put (printer, ember_rust_symbol_get_basic_type (kind));
        }
      else if (!printer->symbol.is_bad)
        {
          printer->symbol.at--;
          print_path (printer, false);
        }
    }
  printer->depth--;
}

char *
ember_rust_name_dup (const char *raw)
{
  const size_t n = strcspn (raw, ".$");
  Printer printer = { .symbol = { .text = raw + 2, .n = n - 2 }, .out = g_string_new (NULL) };

  if (!g_str_has_prefix (raw, "_R") || n < 3 || !g_ascii_isupper (raw[2]))
    printer.symbol.is_bad = true;
  print_path (&printer, true);
  if (printer.symbol.is_bad || (printer.symbol.at < printer.symbol.n && !g_ascii_isupper (ember_rust_symbol_peek (&printer.symbol))))
    {
      g_string_free (printer.out, TRUE);
      return NULL;
    }
  return g_string_free (printer.out, FALSE);
}
