#!/bin/bash
# mixed-load.sh mixed SECONDS | short N: something to record. "mixed" keeps as many processors busy as there are, with
# compilers, compression, interpreters, a data base and shell loops of many short processes; what is not installed is left
# out. "short" runs N short processes, one after the other.
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

has() {
  command -v "$1" > /dev/null
}

prepare() {
  seq 400000 > numbers
  cat > plain.c <<'C'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int compare(const void *a, const void *b) { return strcmp(*(char *const *) a, *(char *const *) b); }
int main(void) {
  char **words = malloc(200000 * sizeof *words);
  for (int i = 0; i < 200000; i++) { words[i] = malloc(32); snprintf(words[i], 32, "%d", (int) (i * 2654435761u)); }
  qsort(words, 200000, sizeof *words, compare);
  return words[0] == NULL;
}
C
  cat > heavy.cc <<'C'
#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>
int main() {
  std::map<std::string, std::vector<int>> words;
  std::regex pattern("([a-z]+)-([0-9]+)");
  for (int i = 0; i < 6000; i++) {
    std::ostringstream text;
    text << "word-" << i % 977;
    std::smatch match;
    std::string line = text.str();
    if (std::regex_search(line, match, pattern)) words[match[2]].push_back(i);
  }
  std::function<bool(int, int)> more = [](int a, int b) { return a > b; };
  for (auto &entry : words) std::sort(entry.second.begin(), entry.second.end(), more);
  std::cout << words.size() << "\n";
}
C
  gcc -O1 -g -o plain plain.c
  g++ -O1 -g -o heavy heavy.cc
}

short_processes() {
  for ((i = 0; i < $1; i += 5)); do
    ls -l /usr/bin > /dev/null
    sed -n 's/1/2/p' /etc/services > /dev/null
    awk '{ n += NF } END { print n }' /etc/services > /dev/null
    sort /etc/services > /dev/null
    perl -e '$n += $_ for 1 .. 5000' > /dev/null
  done
}

one_round() {
  short_processes 40
  g++ -O2 -fsyntax-only heavy.cc
  for _ in 1 2 3; do ./heavy > /dev/null; ./plain; done
  gcc -O2 -c -o plain.$1.o plain.c
  python3 -c 'import json, re; [json.loads(json.dumps({str(i): [i] * 20 for i in range(3000)})) for _ in range(10)]'
  gzip -c numbers > numbers.$1.gz && gzip -dc numbers.$1.gz > /dev/null
  has xz && xz -1 -c numbers > /dev/null
  has zstd && zstd -q -9 -c numbers > /dev/null
  has bzip2 && bzip2 -c numbers > /dev/null
  has sqlite3 && sqlite3 :memory: 'create table t(a, b); with recursive n(i) as (select 1 union all select i + 1 from n where i < 60000) insert into t select i, i * i % 7919 from n; create index x on t(b); select count(distinct a) from t where b > 100;' > /dev/null
  has clang++ && clang++ -O2 -c -o heavy.$1.o heavy.cc
  has git && git -C "$(dirname "$source")" log --stat -20 > /dev/null 2>&1
  find /usr/share -name '*.h' > /dev/null
  has node && node -e 'let m = {}; for (let i = 0; i < 3e5; i++) m["k" + i % 5000] = (m["k" + i % 5000] || 0) + i;'
}

source=$(realpath "$OLDPWD/$0" 2> /dev/null || realpath "$0")
case $1 in
  mixed)
    prepare
    end=$((SECONDS + $2))
    for lane in $(seq "$(nproc)"); do
      while [ $SECONDS -lt $end ]; do one_round "$lane" 2> /dev/null; done &
    done
    wait
    ;;
  short) short_processes "$2" ;;
esac
