/* What C programs do through wasi-libc: each command is one errand, results on stdout, failures as errno's text. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int fail(const char *what) {
  printf("%s: %s\n", what, strerror(errno));
  return 1;
}

static long long milliseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static int show_args(int argc, char **argv) {
  for (int i = 1; i < argc; i++) printf("%d=%s\n", i, argv[i]);
  return 0;
}

static int show_env(int argc, char **argv) {
  const char *value = argc > 2 ? getenv(argv[2]) : NULL;
  puts(value ? value : "(unset)");
  return 0;
}

static int write_file(const char *path, const char *mode, const char *text) {
  FILE *file = fopen(path, mode);
  if (!file) return fail(path);
  if (fputs(text, file) < 0 || fclose(file) != 0) return fail(path);
  return 0;
}

static int cat(const char *path) {
  char buffer[512];
  size_t read;
  FILE *file = fopen(path, "r");
  if (!file) return fail(path);
  while ((read = fread(buffer, 1, sizeof buffer, file)) > 0) fwrite(buffer, 1, read, stdout);
  if (ferror(file)) return fail(path);
  fclose(file);
  return 0;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static int list(const char *path) {
  char *names[256];
  int count = 0;
  struct dirent *entry;
  DIR *directory = opendir(path);
  if (!directory) return fail(path);
  while ((entry = readdir(directory)) && count < 256)
    if (entry->d_name[0] != '.') names[count++] = strdup(entry->d_name);
  closedir(directory);
  qsort(names, count, sizeof *names, by_name);
  for (int i = 0; i < count; i++) puts(names[i]);
  return 0;
}

static int show_stat(const char *path) {
  struct stat info;
  if (lstat(path, &info) != 0) return fail(path);
  const char *type = S_ISDIR(info.st_mode) ? "directory" : S_ISREG(info.st_mode) ? "file" : S_ISLNK(info.st_mode) ? "link" : "other";
  printf("%s %lld\n", type, S_ISREG(info.st_mode) ? (long long)info.st_size : 0);
  return 0;
}

/* Position, truncation, reading and writing at an offset. */
static int positions(const char *path) {
  char buffer[8] = {0};
  int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0644);
  if (fd < 0) return fail(path);
  if (write(fd, "0123456789", 10) != 10) return fail("write");
  if (lseek(fd, -4, SEEK_END) != 6 || read(fd, buffer, 4) != 4) return fail("lseek");
  printf("%s\n", buffer);
  if (pwrite(fd, "ab", 2, 1) != 2 || pread(fd, buffer, 4, 0) != 4) return fail("pwrite");
  printf("%s %lld\n", buffer, (long long)lseek(fd, 0, SEEK_CUR));
  if (ftruncate(fd, 3) != 0 || lseek(fd, 0, SEEK_END) != 3) return fail("ftruncate");
  if (fsync(fd) != 0 || close(fd) != 0) return fail("close");
  return 0;
}

static int wait_for(int ms) {
  struct timespec span = {ms / 1000, ms % 1000 * 1000000L};
  long long start = milliseconds(CLOCK_MONOTONIC);
  if (nanosleep(&span, NULL) != 0) return fail("nanosleep");
  printf("%lld\n", milliseconds(CLOCK_MONOTONIC) - start);
  return 0;
}

static int poll_input(int ms) {
  struct pollfd input = {.fd = 0, .events = POLLRDNORM};
  int ready = poll(&input, 1, ms);
  printf("%d %s\n", ready, ready > 0 && (input.revents & POLLRDNORM) ? "readable" : "nothing");
  return 0;
}

/* Writes until it is refused, and says how far it came. */
static int fill(const char *path, long limit) {
  static char block[4096];
  long total = 0;
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (fd < 0) return fail(path);
  while (total < limit) {
    ssize_t written = write(fd, block, sizeof block);
    if (written < 0) break;
    total += written;
  }
  printf("%ld %s\n", total, total < limit ? strerror(errno) : "done");
  return 0;
}

int main(int argc, char **argv) {
  const char *command = argc > 1 ? argv[1] : "";
  const char *a = argc > 2 ? argv[2] : "", *b = argc > 3 ? argv[3] : "";
  if (!strcmp(command, "args")) return show_args(argc, argv);
  if (!strcmp(command, "env")) return show_env(argc, argv);
  if (!strcmp(command, "write")) return write_file(a, "w", b);
  if (!strcmp(command, "append")) return write_file(a, "a", b);
  if (!strcmp(command, "cat")) return cat(a);
  if (!strcmp(command, "ls")) return list(a);
  if (!strcmp(command, "stat")) return show_stat(a);
  if (!strcmp(command, "positions")) return positions(a);
  if (!strcmp(command, "mkdir")) return mkdir(a, 0755) == 0 ? 0 : fail(a);
  if (!strcmp(command, "rmdir")) return rmdir(a) == 0 ? 0 : fail(a);
  if (!strcmp(command, "rm")) return unlink(a) == 0 ? 0 : fail(a);
  if (!strcmp(command, "mv")) return rename(a, b) == 0 ? 0 : fail(a);
  if (!strcmp(command, "link")) return link(a, b) == 0 ? 0 : fail(a);
  if (!strcmp(command, "symlink")) return symlink(a, b) == 0 ? 0 : fail(a);
  if (!strcmp(command, "time")) return printf("%lld\n", milliseconds(CLOCK_REALTIME)) < 0;
  if (!strcmp(command, "sleep")) return wait_for(atoi(a));
  if (!strcmp(command, "poll")) return poll_input(atoi(a));
  if (!strcmp(command, "fill")) return fill(a, atol(b));
  if (!strcmp(command, "echo")) {
    int c;
    while ((c = getchar()) != EOF) putchar(c);
    return 0;
  }
  if (!strcmp(command, "complain")) return fprintf(stderr, "%s\n", a) < 0;
  if (!strcmp(command, "exit")) exit(atoi(a));
  if (!strcmp(command, "abort")) abort();
  fprintf(stderr, "unknown errand: %s\n", command);
  return 2;
}
