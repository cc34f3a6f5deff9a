/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-frames.h"

#include "profile/hash.h"

/* With entries of 16 bytes, a huge page. */
#define N_CACHED ((size_t) 1 << 17)
#define MIN_PLACES ((size_t) 64)

/* Direct mapped: an address in a space, and its frame. */
typedef struct
{
  uint64_t address;
  uint32_t epoch; /* 0: free */
  EmberFrameId frame;
} CachedFrame;

/* A slot of a hash table: an address in an image, and its frame. */
typedef struct
{
  uint64_t offset;
  EmberImageId image; /* EMBER_IMAGE_NONE: free */
  EmberFrameId frame;
} Place;

struct _EmberPerfFrames
{
  EmberProfileBuilder *builder;
  const EmberPerfHeader *header;
  EmberColumn cache;  /* CachedFrame */
  EmberColumn places; /* Place; a power of two of them */
  size_t n_places;
  EmberStringId unknown_name;
  EmberFrameId nowhere;
};

static void
fill_with_zeros (EmberColumn *column,
                 size_t n)
{
  memset (ember_column_grow (column, n), 0, n * column->element_size);
}

EmberPerfFrames *
ember_perf_frames_new (EmberProfileBuilder *builder,
                       const EmberPerfHeader *header)
{
  EmberPerfFrames *frames = g_new0 (EmberPerfFrames, 1);
  EmberFrame nowhere = { .kind = EMBER_FRAME_UNKNOWN };

  frames->builder = builder;
  frames->header = header;
  ember_column_init (&frames->cache, sizeof (CachedFrame));
  ember_column_init (&frames->places, sizeof (Place));
  fill_with_zeros (&frames->cache, N_CACHED);
  fill_with_zeros (&frames->places, MIN_PLACES);
  frames->unknown_name = ember_profile_builder_add_string (builder, "[unknown]", -1);
  nowhere.name = nowhere.module = frames->unknown_name;
  frames->nowhere = ember_profile_builder_add_frame (builder, &nowhere);
  return frames;
}

void
ember_perf_frames_free (EmberPerfFrames *frames)
{
  ember_column_clear (&frames->cache);
  ember_column_clear (&frames->places);
  g_free (frames);
}

EmberFrameId
ember_perf_frames_get_nowhere (const EmberPerfFrames *frames)
{
  return frames->nowhere;
}

/* What has a name of its own, or the recording may have one for. */
static EmberFrameId
make_frame (EmberPerfFrames *frames,
            const EmberPerfMap *map,
            uint64_t address,
            bool is_kernel)
{
  const uint64_t offset = address - map->begin + map->offset;
  EmberFrame frame = { .address = offset, .module = map->module, .name = map->name, .image = map->image, .kind = EMBER_FRAME_UNKNOWN };

  if (frame.name == EMBER_STRING_EMPTY)
    frame.name = ember_perf_symbols_find (&frames->header->symbols, map->module, offset, address);
  if (frame.name == EMBER_STRING_EMPTY)
    {
      frame.name = frames->unknown_name;
    }
  else
    {
      frame.kind = is_kernel ? EMBER_FRAME_KERNEL : EMBER_FRAME_USER;
      frame.image = EMBER_IMAGE_NONE;
      frame.address = 0;
    }
  return ember_profile_builder_add_frame (frames->builder, &frame);
}

/* Where to begin looking for a place. */
static Place *
get_slot (const EmberColumn *places,
          EmberImageId image,
          uint64_t offset)
{
  return (Place *) places->data + (ember_hash_pair (offset, image) & (places->n - 1));
}

/* Returns: the slot of that place, or the free one it belongs into */
static Place *
find_place (const EmberColumn *places,
            EmberImageId image,
            uint64_t offset)
{
  Place *first = places->data;
  const Place *end = first + places->n;
  Place *slot = get_slot (places, image, offset);

  while (slot->image != EMBER_IMAGE_NONE && (slot->image != image || slot->offset != offset))
    slot = slot + 1 < end ? slot + 1 : first;
  return slot;
}

static void
double_places (EmberColumn *places)
{
  const Place *old = places->data;
  EmberColumn doubled;

  ember_column_init (&doubled, sizeof (Place));
  fill_with_zeros (&doubled, 2 * places->n);
  for (size_t i = 0; i < places->n; i++)
    if (old[i].image != EMBER_IMAGE_NONE)
      *find_place (&doubled, old[i].image, old[i].offset) = old[i];
  ember_column_clear (places);
  ember_column_take (places, &doubled);
}

/* An image has one name on screen, so a place in it is one frame; unless what stands there tells
 * its name, or the recording does. */
static bool
is_place (const EmberPerfFrames *frames,
          const EmberPerfMap *map)
{
  return map->image != EMBER_IMAGE_NONE && map->name == EMBER_STRING_EMPTY && frames->header->symbols.files.n == 0;
}

static EmberFrameId
find_in_map (EmberPerfFrames *frames,
             const EmberPerfMap *map,
             uint64_t address,
             bool is_kernel)
{
  const EmberFrame frame = {
    .address = address - map->begin + map->offset,
    .name = frames->unknown_name,
    .module = map->module,
    .kind = EMBER_FRAME_UNKNOWN,
    .image = map->image,
  };
  EmberFrameId id;
  Place *place;

  if (!is_place (frames, map))
    return make_frame (frames, map, address, is_kernel);
  place = find_place (&frames->places, map->image, frame.address);
  if (place->image != EMBER_IMAGE_NONE)
    return place->frame;
  id = ember_profile_builder_append_frame (frames->builder, &frame);
  *place = (Place){ frame.address, map->image, id };
  if (3 * ++frames->n_places > 2 * frames->places.n)
    double_places (&frames->places);
  return id;
}

static CachedFrame *
get_cached (const EmberPerfFrames *frames,
            const EmberPerfCall *call)
{
  return (CachedFrame *) frames->cache.data + ember_hash_pair (call->address, ember_perf_space_get_epoch (call->space)) % N_CACHED;
}

static bool
is_cached (const CachedFrame *cached,
           const EmberPerfCall *call)
{
  return cached->epoch == ember_perf_space_get_epoch (call->space) && cached->address == call->address;
}

/* Takes the frame from the cache, or else finds the mapping. */
static void
find_map (const EmberPerfFrames *frames,
          EmberPerfCall *call)
{
  const CachedFrame *cached = get_cached (frames, call);

  call->map = NULL;
  call->frame = cached->frame;
  if (is_cached (cached, call))
    return;
  call->frame = frames->nowhere;
  call->map = ember_perf_space_find (call->space, call->address);
  if (call->map == NULL)
    call->map = call->fallback;
  if (call->map != NULL)
    __builtin_prefetch (get_slot (&frames->places, call->map->image, call->address - call->map->begin + call->map->offset));
}

static void
find_frame (EmberPerfFrames *frames,
            EmberPerfCall *call)
{
  if (call->map == NULL)
    return;
  call->frame = find_in_map (frames, call->map, call->address, call->fallback != NULL);
  *get_cached (frames, call) = (CachedFrame){ call->address, ember_perf_space_get_epoch (call->space), call->frame };
}

void
ember_perf_frames_find (EmberPerfFrames *frames,
                        EmberPerfCall *calls,
                        size_t n_calls)
{
  for (size_t i = 0; i < n_calls; i++)
    __builtin_prefetch (get_cached (frames, &calls[i]));
  for (size_t i = 0; i < n_calls; i++)
    find_map (frames, &calls[i]);
  for (size_t i = 0; i < n_calls; i++)
    find_frame (frames, &calls[i]);
}
