/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/rust-name.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define MAX_DEPTH 200
#define MAX_OUTPUT 16384
#define HASH_CHARS 16

/* What a printer reads and writes. Anything wrong sets `is_bad`, and nothing more is read or written. */
typedef struct
{
  const char *text; /* behind "_R" */
  size_t at;
  size_t n;
  GString *out;
  uint32_t depth;
  uint64_t n_bound_lifetimes;
  bool is_bad;
} Printer;

static void print_type (Printer *printer);
static void print_path (Printer *printer,
                        bool is_value);

static bool
enter (Printer *printer)
{
  if (printer->depth >= MAX_DEPTH || printer->out->len > MAX_OUTPUT)
    printer->is_bad = true;
  printer->depth++;
  return !printer->is_bad;
}

static char
peek (const Printer *printer)
{
  return !printer->is_bad && printer->at < printer->n ? printer->text[printer->at] : '\0';
}

static char
take (Printer *printer)
{
  const char c = peek (printer);

  if (c == '\0')
    printer->is_bad = true;
  else
    printer->at++;
  return c;
}

static bool
take_if (Printer *printer,
         char wanted)
{
  if (peek (printer) != wanted)
    return false;
  printer->at++;
  return true;
}

static void
put (Printer *printer,
     const char *text)
{
  if (!printer->is_bad)
    g_string_append (printer->out, text);
}

/* "_" is 0, "0_" is 1, and so on, in digits 0-9 a-z A-Z. */
static uint64_t
take_base62 (Printer *printer)
{
  uint64_t value = 0;

  if (take_if (printer, '_'))
    return 0;
  while (!take_if (printer, '_'))
    {
      const char c = take (printer);
      const int digit = g_ascii_isdigit (c) ? c - '0' : g_ascii_islower (c) ? c - 'a' + 10
                                                    : g_ascii_isupper (c)   ? c - 'A' + 36
                                                                            : -1;

      if (digit < 0 || value > (UINT64_MAX - 62) / 62)
        {
          printer->is_bad = true;
          return 0;
        }
      value = value * 62 + (uint64_t) digit;
    }
  return value + 1;
}

/* A number behind @tag, counted from 1; 0 without it. */
static uint64_t
take_tagged (Printer *printer,
             char tag)
{
  return take_if (printer, tag) ? take_base62 (printer) + 1 : 0;
}

static size_t
take_decimal (Printer *printer)
{
  size_t value = 0;

  if (!g_ascii_isdigit (peek (printer)))
    printer->is_bad = true;
  if (take_if (printer, '0'))
    return 0;
  while (g_ascii_isdigit (peek (printer)) && value < printer->n)
    value = value * 10 + (size_t) (take (printer) - '0');
  return value;
}

/* A name behind its length. Names beyond ASCII stay in punycode. */
static void
print_identifier (Printer *printer)
{
  const bool is_punycode = take_if (printer, 'u');
  const size_t n = take_decimal (printer);

  take_if (printer, '_');
  if (printer->is_bad || n > printer->n - printer->at)
    {
      printer->is_bad = true;
      return;
    }
  put (printer, is_punycode ? "punycode{" : "");
  g_string_append_len (printer->out, printer->text + printer->at, (gssize) n);
  put (printer, is_punycode ? "}" : "");
  printer->at += n;
}

/* "B" and a position: what stands there is repeated. */
static void
print_back_reference (Printer *printer,
                      void (*print) (Printer *))
{
  const size_t begin = printer->at - 1;
  const uint64_t target = take_base62 (printer);
  const size_t after = printer->at;

  if (target >= begin)
    printer->is_bad = true;
  if (!enter (printer))
    return;
  printer->at = (size_t) target;
  print (printer);
  printer->at = after;
  printer->depth--;
}

static void
print_lifetime (Printer *printer,
                uint64_t index)
{
  if (index == 0)
    put (printer, "'_");
  else if (index > printer->n_bound_lifetimes)
    printer->is_bad = true;
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
  const uint64_t n = take_tagged (printer, 'G');

  if (n > 64)
    printer->is_bad = true;
  if (n == 0 || printer->is_bad)
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

static const char *
get_basic_type (char letter)
{
  static const char *const names[] = {
    ['a'] = "i8",
    ['b'] = "bool",
    ['c'] = "char",
    ['d'] = "f64",
    ['e'] = "str",
    ['f'] = "f32",
    ['h'] = "u8",
    ['i'] = "isize",
    ['j'] = "usize",
    ['l'] = "i32",
    ['m'] = "u32",
    ['n'] = "i128",
    ['o'] = "u128",
    ['p'] = "_",
    ['s'] = "i16",
    ['t'] = "u16",
    ['u'] = "()",
    ['v'] = "...",
    ['x'] = "i64",
    ['y'] = "u64",
    ['z'] = "!",
  };

  return letter >= 'a' && letter <= 'z' ? names[(int) letter] : NULL;
}

/* The value of a constant: hexadecimal digits, as decimal ones where they fit. */
static void
print_const_data (Printer *printer,
                  char type)
{
  const bool is_negative = take_if (printer, 'n');
  const size_t begin = printer->at;
  g_autofree char *digits = NULL;
  uint64_t value;

  while (g_ascii_isxdigit (peek (printer)))
    printer->at++;
  digits = g_strndup (printer->text + begin, printer->at - begin);
  if (!take_if (printer, '_'))
    {
      printer->is_bad = true;
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
  const char type = take (printer);

  if (type == 'B')
    print_back_reference (printer, print_const);
  else if (type == 'p')
    put (printer, "_");
  else if (get_basic_type (type) != NULL)
    print_const_data (printer, type);
  else
    printer->is_bad = true;
}

static void
print_generic_argument (Printer *printer)
{
  if (take_if (printer, 'L'))
    print_lifetime (printer, take_base62 (printer));
  else if (take_if (printer, 'K'))
    print_const (printer);
  else
    print_type (printer);
}

static void
print_generic_arguments (Printer *printer)
{
  for (uint32_t i = 0; !printer->is_bad && !take_if (printer, 'E'); i++)
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

  take_tagged (printer, 's');
  print_path (printer, false);
  if (!printer->is_bad)
    g_string_truncate (printer->out, n_out);
}

/* "…::name", "…::{closure#1}". */
static void
print_nested (Printer *printer,
              bool is_value)
{
  const char space = take (printer);
  uint64_t number;
  gsize n_before;

  print_path (printer, is_value);
  number = take_tagged (printer, 's');
  if (!g_ascii_isupper (space))
    {
      put (printer, "::");
      n_before = printer->out->len;
      print_identifier (printer);
      if (!printer->is_bad && printer->out->len == n_before)
        g_string_truncate (printer->out, n_before - 2);
      return;
    }
  put (printer, space == 'C' ? "::{closure" : space == 'S' ? "::{shim"
                                                           : "::{");
  n_before = printer->out->len;
  put (printer, ":");
  print_identifier (printer);
  if (!printer->is_bad && printer->out->len == n_before + 1)
    g_string_truncate (printer->out, n_before);
  if (!printer->is_bad)
    g_string_append_printf (printer->out, "#%" G_GUINT64_FORMAT "}", number);
}

static void
print_path (Printer *printer,
            bool is_value)
{
  const char kind = take (printer);

  if (!enter (printer))
    return;
  switch (kind)
    {
    case 'C':
      take_tagged (printer, 's');
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
      printer->is_bad = true;
    }
  printer->depth--;
}

static void
print_function_type (Printer *printer)
{
  const uint64_t n_bound = print_binder (printer);

  put (printer, take_if (printer, 'U') ? "unsafe " : "");
  if (take_if (printer, 'K'))
    {
      put (printer, "extern \"");
      if (take_if (printer, 'C'))
        put (printer, "C");
      else
        print_identifier (printer);
      put (printer, "\" ");
    }
  put (printer, "fn(");
  print_generic_arguments (printer);
  put (printer, ")");
  if (!take_if (printer, 'u'))
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
  for (uint32_t i = 0; !printer->is_bad && !take_if (printer, 'E'); i++)
    {
      put (printer, i > 0 ? " + " : "");
      print_path (printer, false);
      while (take_if (printer, 'p'))
        {
          const bool is_open = printer->out->len > 0 && printer->out->str[printer->out->len - 1] == '>';

          if (is_open && !printer->is_bad)
            g_string_truncate (printer->out, printer->out->len - 1);
          put (printer, is_open ? ", " : "<");
          print_identifier (printer);
          put (printer, " = ");
          print_type (printer);
          put (printer, ">");
        }
    }
  printer->n_bound_lifetimes -= n_bound;
  if (!take_if (printer, 'L'))
    printer->is_bad = true;
  lifetime = take_base62 (printer);
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
  for (; !printer->is_bad && !take_if (printer, 'E'); n++)
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
  if (take_if (printer, 'L'))
    {
      const uint64_t lifetime = take_base62 (printer);

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
  const char kind = take (printer);

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
      if (get_basic_type (kind) != NULL)
        {
          put (printer, get_basic_type (kind));
        }
      else if (!printer->is_bad)
        {
          printer->at--;
          print_path (printer, false);
        }
    }
  printer->depth--;
}

char *
ember_rust_name_dup (const char *raw)
{
  const size_t n = strcspn (raw, ".$");
  Printer printer = { .text = raw + 2, .n = n - 2, .out = g_string_new (NULL) };

  if (!g_str_has_prefix (raw, "_R") || n < 3 || !g_ascii_isupper (raw[2]))
    printer.is_bad = true;
  print_path (&printer, true);
  if (printer.is_bad || (printer.at < printer.n && !g_ascii_isupper (peek (&printer))))
    {
      g_string_free (printer.out, TRUE);
      return NULL;
    }
  return g_string_free (printer.out, FALSE);
}

/* Escapes of the older scheme. */
static const struct
{
  const char *escape;
  const char *text;
} escapes[] = {
  { "$LT$", "<" },
  { "$GT$", ">" },
  { "$LP$", "(" },
  { "$RP$", ")" },
  { "$RF$", "&" },
  { "$BP$", "*" },
  { "$SP$", "@" },
  { "$C$", "," },
  { "..", "::" },
};

/* "$u7b$" is the character 0x7b.
 * Returns: bytes used, or 0 */
static size_t
append_code (GString *out,
             const char *at)
{
  char *end;
  guint64 code;

  if (at[0] != '$' || at[1] != 'u')
    return 0;
  code = g_ascii_strtoull (at + 2, &end, 16);
  if (end == at + 2 || *end != '$' || code < 0x20 || code > 0x10ffff || !g_unichar_validate ((gunichar) code))
    return 0;
  g_string_append_unichar (out, (gunichar) code);
  return (size_t) (end + 1 - at);
}

static size_t
append_escape (GString *out,
               const char *at)
{
  for (size_t i = 0; i < G_N_ELEMENTS (escapes); i++)
    if (g_str_has_prefix (at, escapes[i].escape))
      {
        g_string_append (out, escapes[i].text);
        return strlen (escapes[i].escape);
      }
  return append_code (out, at);
}

/* Whether it ends in "::h" and 16 hexadecimal digits of at least five kinds; a C++ name seldom does. */
static bool
has_hash (const char *name,
          size_t n)
{
  const size_t n_hash = HASH_CHARS + 3;
  uint32_t seen = 0;

  if (n <= n_hash || memcmp (name + n - n_hash, "::h", 3) != 0)
    return false;
  for (size_t i = n - HASH_CHARS; i < n; i++)
    {
      if (!g_ascii_isdigit (name[i]) && !(name[i] >= 'a' && name[i] <= 'f'))
        return false;
      seen |= 1u << g_ascii_xdigit_value (name[i]);
    }
  return __builtin_popcount (seen) >= 5;
}

char *
ember_rust_name_dup_legacy (const char *name)
{
  const size_t n = strlen (name);
  const char *end = name + n - HASH_CHARS - 3;
  GString *out;

  if (!has_hash (name, n))
    return NULL;
  out = g_string_new (NULL);
  for (const char *at = name; at < end;)
    {
      const bool begins_name = at == name || at[-1] == ':';
      size_t n_used;

      /* an underscore stands before a name that begins with an escape */
      if (begins_name && at[0] == '_' && at[1] == '$')
        at++;
      n_used = append_escape (out, at);
      if (n_used == 0)
        {
          g_string_append_c (out, *at);
          n_used = 1;
        }
      at += n_used;
    }
  return g_string_free (out, FALSE);
}
