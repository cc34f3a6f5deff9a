/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-symbols.h"

/* What a file is, in simpleperf's numbering. */
enum
{
  FILE_KERNEL = 0,
  FILE_KERNEL_MODULE = 1,
  FILE_ELF = 2,
  FILE_DEX = 3,
};

typedef struct
{
  uint32_t type;
  uint64_t min_address;           /* lowest address the file asks for */
  uint64_t offset_of_min_address; /* UINT64_MAX: not told; then the mapping begins there */
  size_t begin;                   /* in the column of symbols */
  size_t end;
} File;

typedef struct
{
  uint64_t address;
  uint64_t size_bytes;
  EmberStringId name;
} Symbol;

void
ember_perf_symbols_init (EmberPerfSymbols *symbols)
{
  ember_column_init (&symbols->files, sizeof (File));
  ember_column_init (&symbols->symbols, sizeof (Symbol));
  symbols->by_path = g_hash_table_new (NULL, NULL);
}

void
ember_perf_symbols_clear (EmberPerfSymbols *symbols)
{
  ember_column_clear (&symbols->files);
  ember_column_clear (&symbols->symbols);
  g_clear_pointer (&symbols->by_path, g_hash_table_unref);
}

static void
add_symbol (EmberPerfSymbols *symbols,
            uint64_t address,
            uint64_t size_bytes,
            EmberStringId name)
{
  *(Symbol *) ember_column_grow (&symbols->symbols, 1) = (Symbol){ address, size_bytes, name };
}

static EmberStringId
take_name (EmberPerfBytes *bytes,
           EmberProfileBuilder *builder)
{
  size_t n;
  const char *text = ember_perf_bytes_take_text (bytes, &n);

  return ember_profile_builder_add_string (builder, text, (gssize) n);
}

/* Path, type, lowest address, symbols; then, by type, what is only of use to dex files, or where that address is. */
static EmberStringId
parse_plain (EmberPerfSymbols *symbols,
             File *file,
             EmberPerfBytes bytes,
             EmberProfileBuilder *builder)
{
  const EmberStringId path = take_name (&bytes, builder);
  uint32_t n_symbols;

  file->type = ember_perf_bytes_take_u32 (&bytes);
  file->min_address = ember_perf_bytes_take_u64 (&bytes);
  n_symbols = ember_perf_bytes_take_u32 (&bytes);
  for (uint32_t i = 0; i < n_symbols && ember_perf_bytes_get_left (&bytes) > 12; i++)
    {
      const uint64_t address = ember_perf_bytes_take_u64 (&bytes);
      const uint32_t size_bytes = ember_perf_bytes_take_u32 (&bytes);

      add_symbol (symbols, address, size_bytes, take_name (&bytes, builder));
    }
  if ((file->type == FILE_ELF || file->type == FILE_KERNEL_MODULE) && ember_perf_bytes_get_left (&bytes) >= 8)
    file->offset_of_min_address = ember_perf_bytes_take_u64 (&bytes);
  return path;
}

/* One field of a protobuf message. */
typedef struct
{
  uint32_t number;
  uint64_t value;       /* of a number */
  EmberPerfBytes bytes; /* of a text or message */
} Field;

static uint64_t
take_varint (EmberPerfBytes *bytes)
{
  uint64_t value = 0;

  for (uint32_t shift = 0; shift < 64; shift += 7)
    {
      const uint8_t *byte = ember_perf_bytes_take (bytes, 1);

      if (byte == NULL)
        return 0;
      value |= (uint64_t) (*byte & 0x7f) << shift;
      if ((*byte & 0x80) == 0)
        break;
    }
  return value;
}

static bool
take_field (EmberPerfBytes *bytes,
            Field *field)
{
  uint64_t key;

  if (ember_perf_bytes_get_left (bytes) == 0)
    return false;
  key = take_varint (bytes);
  *field = (Field){ .number = (uint32_t) (key >> 3) };
  switch (key & 7)
    {
    case 0:
      field->value = take_varint (bytes);
      break;
    case 1:
      field->value = ember_perf_bytes_take_u64 (bytes);
      break;
    case 2:
      field->bytes = ember_perf_bytes_take_piece (bytes, take_varint (bytes));
      break;
    case 5:
      field->value = ember_perf_bytes_take_u32 (bytes);
      break;
    default:
      return false;
    }
  return !bytes->is_short;
}

static EmberStringId
add_text (EmberPerfBytes bytes,
          EmberProfileBuilder *builder)
{
  return ember_profile_builder_add_string (builder, bytes.at != NULL ? (const char *) bytes.at : "",
                                           (gssize) ember_perf_bytes_get_left (&bytes));
}

static void
parse_symbol_message (EmberPerfSymbols *symbols,
                      EmberPerfBytes bytes,
                      EmberProfileBuilder *builder)
{
  Symbol symbol = { 0 };
  Field field;

  while (take_field (&bytes, &field))
    if (field.number == 1)
      symbol.address = field.value;
    else if (field.number == 2)
      symbol.size_bytes = field.value;
    else if (field.number == 3)
      symbol.name = add_text (field.bytes, builder);
  add_symbol (symbols, symbol.address, symbol.size_bytes, symbol.name);
}

/* FileFeature of simpleperf's record_file.proto. */
static EmberStringId
parse_message (EmberPerfSymbols *symbols,
               File *file,
               EmberPerfBytes bytes,
               EmberProfileBuilder *builder)
{
  EmberStringId path = EMBER_STRING_EMPTY;
  Field field;

  while (take_field (&bytes, &field))
    if (field.number == 1)
      path = add_text (field.bytes, builder);
    else if (field.number == 2)
      file->type = (uint32_t) field.value;
    else if (field.number == 3)
      file->min_address = field.value;
    else if (field.number == 4)
      parse_symbol_message (symbols, field.bytes, builder);
    else if (field.number == 6 || field.number == 7)
      {
        Field inner;

        file->offset_of_min_address = 0;
        while (take_field (&field.bytes, &inner))
          if (inner.number == 1)
            file->offset_of_min_address = inner.value;
      }
  return path;
}

static int
compare_symbols_cb (gconstpointer a,
                    gconstpointer b)
{
  const Symbol *x = a;
  const Symbol *y = b;

  return (x->address > y->address) - (x->address < y->address);
}

void
ember_perf_symbols_parse (EmberPerfSymbols *symbols,
                          EmberPerfBytes bytes,
                          bool is_protobuf,
                          EmberProfileBuilder *builder)
{
  while (ember_perf_bytes_get_left (&bytes) > 4)
    {
      const uint32_t size_bytes = ember_perf_bytes_take_u32 (&bytes);
      const EmberPerfBytes piece = ember_perf_bytes_take_piece (&bytes, size_bytes);
      File file = { .begin = symbols->symbols.n, .offset_of_min_address = UINT64_MAX };
      EmberStringId path;

      if (bytes.is_short)
        return;
      path = is_protobuf ? parse_message (symbols, &file, piece, builder) : parse_plain (symbols, &file, piece, builder);
      file.end = symbols->symbols.n;
      if (file.end > file.begin)
        qsort ((Symbol *) symbols->symbols.data + file.begin, file.end - file.begin, sizeof (Symbol), compare_symbols_cb);
      *(File *) ember_column_grow (&symbols->files, 1) = file;
      g_hash_table_insert (symbols->by_path, GUINT_TO_POINTER (path), GSIZE_TO_POINTER (symbols->files.n));
    }
}

static uint64_t
get_file_address (const File *file,
                  uint64_t offset,
                  uint64_t address)
{
  switch (file->type)
    {
    case FILE_KERNEL_MODULE:
    case FILE_ELF:
      return file->offset_of_min_address == UINT64_MAX ? offset + file->min_address : offset - file->offset_of_min_address + file->min_address;
    case FILE_DEX:
      return offset;
    default:
      return address;
    }
}

EmberStringId
ember_perf_symbols_find (const EmberPerfSymbols *symbols,
                         EmberStringId path,
                         uint64_t offset,
                         uint64_t address)
{
  const size_t index = GPOINTER_TO_SIZE (g_hash_table_lookup (symbols->by_path, GUINT_TO_POINTER (path)));
  const Symbol *all = symbols->symbols.data;
  const File *file;
  uint64_t wanted;
  size_t low, high;

  if (index == 0)
    return EMBER_STRING_EMPTY;
  file = (const File *) symbols->files.data + index - 1;
  wanted = get_file_address (file, offset, address);
  low = file->begin;
  high = file->end;
  while (low < high)
    {
      const size_t middle = low + (high - low) / 2;

      if (all[middle].address <= wanted)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == file->begin || wanted - all[low - 1].address >= all[low - 1].size_bytes)
    return EMBER_STRING_EMPTY;
  return all[low - 1].name;
}
