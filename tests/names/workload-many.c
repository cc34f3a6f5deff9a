/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* workload PLUGIN DOOMED: what names are compared on: plain C, C++ (in workload-templates.cc), a library that is loaded late,
 * one that is deleted while it runs, code made at run time with its /tmp/perf-PID.map, a fork, and an exec ("workload
 * exec"). Each works for about as long as the others. */

#define ROUNDS 60

void run_templates (void);

static volatile double sink;

__attribute__ ((noinline)) static void
spin (int n)
{
  for (int i = 0; i < n * 1000; i++)
    sink += i * 0.5;
}

__attribute__ ((noinline)) static int
compare_cb (const void *a,
            const void *b)
{
  spin (1);
  return *(const int *) a - *(const int *) b;
}

__attribute__ ((noinline)) static void
sort_numbers (void)
{
  int numbers[40];

  for (int i = 0; i < 40; i++)
    numbers[i] = i * 7919 % 40;
  qsort (numbers, 40, sizeof *numbers, compare_cb);
  sink += numbers[3];
}

__attribute__ ((noinline)) static void
ask_the_time (void)
{
  struct timespec now;

  for (int i = 0; i < 6000; i++)
    {
      clock_gettime (CLOCK_MONOTONIC, &now);
      sink += (double) now.tv_nsec;
    }
}

/* The map names the code with spaces, as run-time compilers do. */
static void
run_made_code (void)
{
#ifdef __x86_64__
  /* push rbp; mov rbp, rsp; mov ecx, edi; sub ecx, 1; jnz back; pop rbp; ret */
  static const unsigned char code[] = { 0x55, 0x48, 0x89, 0xe5, 0x89, 0xf9, 0x83, 0xe9, 0x01, 0x75, 0xfb, 0x5d, 0xc3 };
  unsigned char *memory = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  void (*functions[2]) (int);
  char path[64];
  FILE *map;

  snprintf (path, sizeof path, "/tmp/perf-%d.map", (int) getpid ());
  map = fopen (path, "w");
  if (memory == MAP_FAILED || map == NULL)
    return;
  for (int i = 0; i < 2; i++)
    {
      memcpy (memory + 64 * i, code, sizeof code);
      *(void **) &functions[i] = memory + 64 * i;
      fprintf (map, "%lx %zx %s\n", (unsigned long) (memory + 64 * i), sizeof code, i == 0 ? "made::first(int)" : "LazyCompile:~second /made.js:2");
    }
  fclose (map);
  mprotect (memory, 4096, PROT_READ | PROT_EXEC);
  for (int i = 0; i < ROUNDS; i++)
    {
      functions[0](1000000);
      functions[1](1000000);
    }
#endif
}

static void
run_library (const char *path,
             int is_deleted)
{
  void *library = dlopen (path, RTLD_NOW);
  void (*run) (int);

  if (library == NULL)
    return;
  if (is_deleted)
    unlink (path);
  *(void **) &run = dlsym (library, "plugin_run");
  run (ROUNDS);
}

static void
run_all (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      spin (20);
      sort_numbers ();
      sort_numbers ();
      ask_the_time ();
    }
  run_templates ();
}

int
main (int argc,
      char **argv)
{
  pid_t child;

  if (argc < 3)
    {
      run_all ();
      return 0;
    }
  run_all ();
  run_library (argv[1], 0);
  run_library (argv[2], 1);
  run_made_code ();
  child = fork ();
  if (child == 0)
    {
      run_all ();
      execl (argv[0], argv[0], "exec", (char *) NULL);
      _exit (1);
    }
  waitpid (child, NULL, 0);
  return 0;
}
