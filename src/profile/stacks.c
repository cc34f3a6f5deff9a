/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/stacks.h"

#include <string.h>

#include "profile/hash.h"

#define MIN_SLOTS 64

/* Has the key itself, so that to look at it is to touch memory once: trees are larger than caches. */
typedef struct
{
  EmberStackId parent;
  EmberFrameId frame;
  uint32_t id_plus_one; /* 0: free */
} Slot;

static const EmberStackId no_stack = UINT32_MAX;

static void
make_slots (EmberColumn *slots,
            size_t n_slots)
{
  ember_column_init (slots, sizeof (Slot));
  memset (ember_column_grow (slots, n_slots), 0, n_slots * sizeof (Slot));
}

/* Where to begin looking. */
static size_t
hash_slot (const EmberColumn *slots,
           EmberStackId parent,
           EmberFrameId frame)
{
  return ember_id_table_fold (ember_hash_pair (parent, frame)) & (slots->n - 1);
}

/* Returns: the slot of that node, or the free one it belongs into */
static Slot *
find_slot (const EmberColumn *slots,
           EmberStackId parent,
           EmberFrameId frame)
{
  Slot *data = slots->data;
  const size_t mask = slots->n - 1;
  size_t at = hash_slot (slots, parent, frame);

  while (data[at].id_plus_one != 0 && (data[at].parent != parent || data[at].frame != frame))
    at = (at + 1) & mask;
  return &data[at];
}

static void
double_slots (EmberColumn *slots)
{
  const Slot *old = slots->data;
  EmberColumn doubled;

  make_slots (&doubled, slots->n * 2);
  for (size_t i = 0; i < slots->n; i++)
    if (old[i].id_plus_one != 0)
      *find_slot (&doubled, old[i].parent, old[i].frame) = old[i];
  ember_column_clear (slots);
  *slots = doubled;
}

static EmberStackId
add_node (EmberStacks *stacks,
          EmberStackId parent,
          EmberFrameId frame)
{
  const uint32_t id = ember_stacks_get_n (stacks);

  if (id == UINT32_MAX - 1)
    g_error ("out of memory: more than four thousand million stacks");
  *(EmberStackId *) ember_column_grow (&stacks->parents, 1) = parent;
  *(EmberFrameId *) ember_column_grow (&stacks->frames, 1) = frame;
  return id;
}

void
ember_stacks_init (EmberStacks *stacks)
{
  ember_column_init (&stacks->parents, sizeof (EmberStackId));
  ember_column_init (&stacks->frames, sizeof (EmberFrameId));
  ember_column_init (&stacks->ends, sizeof (EmberStackId));
  ember_column_init (&stacks->depths, sizeof (uint32_t));
  make_slots (&stacks->slots, MIN_SLOTS);
  stacks->max_depth = 0;
  add_node (stacks, EMBER_STACK_ROOT, 0);
}

void
ember_stacks_clear (EmberStacks *stacks)
{
  ember_column_clear (&stacks->parents);
  ember_column_clear (&stacks->frames);
  ember_column_clear (&stacks->ends);
  ember_column_clear (&stacks->depths);
  ember_column_clear (&stacks->slots);
}

EmberStackId
ember_stacks_push (EmberStacks *stacks,
                   EmberStackId parent,
                   EmberFrameId frame)
{
  Slot *slot = find_slot (&stacks->slots, parent, frame);
  EmberStackId id;

  if (slot->id_plus_one != 0)
    return slot->id_plus_one - 1;
  id = add_node (stacks, parent, frame);
  *slot = (Slot){ parent, frame, id + 1 };
  if ((size_t) id * 3 > stacks->slots.n * 2)
    double_slots (&stacks->slots);
  return id;
}

void
ember_stacks_expect (const EmberStacks *stacks,
                     EmberStackId parent,
                     EmberFrameId frame)
{
  __builtin_prefetch ((const Slot *) stacks->slots.data + hash_slot (&stacks->slots, parent, frame));
}

/* Nodes sorted by the rank of their frame: a counting sort. */
static EmberStackId *
order_by_rank (const EmberStacks *stacks,
               const uint32_t *rank,
               uint32_t n_frames)
{
  const uint32_t n = ember_stacks_get_n (stacks);
  const EmberFrameId *frames = stacks->frames.data;
  g_autofree uint32_t *starts = g_new0 (uint32_t, (size_t) n_frames + 1);
  EmberStackId *order = g_new (EmberStackId, n);

  for (uint32_t i = 0; i < n; i++)
    starts[rank[frames[i]] + 1]++;
  for (uint32_t i = 0; i < n_frames; i++)
    starts[i + 1] += starts[i];
  for (uint32_t i = 0; i < n; i++)
    order[starts[rank[frames[i]]]++] = i;
  return order;
}

typedef struct
{
  EmberStackId *first_child;
  EmberStackId *next_sibling;
} Links;

/* Children of each node as a list, in order of rank: the nodes are put at the
 * head of their parent's list from the highest rank down. */
static Links
link_children (const EmberStacks *stacks,
               const EmberStackId *order)
{
  const uint32_t n = ember_stacks_get_n (stacks);
  Links links = { g_new (EmberStackId, n), g_new (EmberStackId, n) };

  for (uint32_t i = 0; i < n; i++)
    links.first_child[i] = links.next_sibling[i] = no_stack;
  for (uint32_t i = n; i-- > 0;)
    if (order[i] != EMBER_STACK_ROOT)
      {
        const EmberStackId parent = ember_stacks_get_parent (stacks, order[i]);

        links.next_sibling[order[i]] = links.first_child[parent];
        links.first_child[parent] = order[i];
      }
  return links;
}

/* Visits the nodes in preorder without recursion: stacks can be as deep as a
 * file says. */
static void
number_nodes (EmberStacks *stacks,
              const Links *links,
              EmberStackId *renumbered)
{
  const uint32_t n = ember_stacks_get_n (stacks);
  const EmberStackId *old_parents = stacks->parents.data;
  const EmberFrameId *old_frames = stacks->frames.data;
  EmberColumn parents, frames;
  EmberStackId *ends = ember_column_grow (&stacks->ends, n);
  uint32_t *depths = ember_column_grow (&stacks->depths, n);
  EmberStackId node = EMBER_STACK_ROOT;
  uint32_t next_id = 0;
  uint32_t depth = 0;

  ember_column_init (&parents, sizeof (EmberStackId));
  ember_column_init (&frames, sizeof (EmberFrameId));
  ember_column_grow (&parents, n);
  ember_column_grow (&frames, n);
  for (;;)
    {
      const EmberStackId id = next_id++;

      renumbered[node] = id;
      ((EmberStackId *) parents.data)[id] = renumbered[old_parents[node]];
      ((EmberFrameId *) frames.data)[id] = old_frames[node];
      depths[id] = depth;
      stacks->max_depth = MAX (stacks->max_depth, depth);
      if (links->first_child[node] != no_stack)
        {
          node = links->first_child[node];
          depth++;
          continue;
        }
      while (node != EMBER_STACK_ROOT && links->next_sibling[node] == no_stack)
        {
          ends[renumbered[node]] = next_id;
          node = old_parents[node];
          depth--;
        }
      ends[renumbered[node]] = next_id;
      if (node == EMBER_STACK_ROOT)
        break;
      node = links->next_sibling[node];
    }
  ember_column_clear (&stacks->parents);
  ember_column_clear (&stacks->frames);
  ember_column_take (&stacks->parents, &parents);
  ember_column_take (&stacks->frames, &frames);
}

EmberStackId *
ember_stacks_freeze (EmberStacks *stacks,
                     const uint32_t *rank,
                     uint32_t n_frames)
{
  g_autofree EmberStackId *order = NULL;
  EmberStackId *renumbered = g_new (EmberStackId, ember_stacks_get_n (stacks));
  Links links;

  ember_column_clear (&stacks->slots);
  order = order_by_rank (stacks, rank, n_frames);
  links = link_children (stacks, order);
  number_nodes (stacks, &links, renumbered);
  g_free (links.first_child);
  g_free (links.next_sibling);
  return renumbered;
}
