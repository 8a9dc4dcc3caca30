# What the agent knows of processes, users and files.
use strict;

# A process and all below it, five lines each: /proc/PID/stat, standard input, system call, its file, arguments with \x1f.
sub processes {
  my @lines = map { my (undef, @words) = @$_; [splice(@words, 0, 4), join '', map { "$_\x1f" } @words] } below(@_);
  return join '', map { "$_\n" } map { @$_ } @lines;
}

sub below {
  my @queue = @_;
  my @found;
  while (defined(my $pid = shift @queue)) {
    my $stat = text("/proc/$pid/stat") // next;
    my @tasks = map { "/proc/$pid/task/$_" } names("/proc/$pid/task");
    my ($call, @words) = is_held($stat, @tasks) ? '' : (text("/proc/$pid/syscall") // '', split /\0/, text("/proc/$pid/cmdline", 4_096) // '');
    my ($input, $first) = map { readlink "/proc/$pid/fd/$_" } 0, $call =~ /^\d+ 0x(\w{1,8}) / ? hex $1 : 0;
    push @found, [$pid, map { ($_ // '') =~ tr/\n\x1f/ /r } $stat, $input, $call, $first, @words];
    push @queue, map { split ' ', text("$_/children") // '' } @tasks;
  }
  return @found;
}

# Whether the kernel lets a process wait for a device, say. Its arguments and its system call are then not asked for: they are
# behind locks of its memory, and who asks waits with it.
sub is_held {
  my ($stat, @tasks) = @_;
  return grep { /.*\) D/s } $stat, @tasks > 1 ? map { text("$_/stat") // '' } @tasks : ();
}

# The id of an ordinary user who can log in, `-` where there is none of that name.
sub user {
  my ($name) = @_;
  my ($uid, $shell) = (getpwnam $name)[2, 8];
  return $uid && $shell =~ m{/\w*sh$} ? $uid : '-';
}

# A piece of a file in a user's home: its mode, where the piece begins, the file's name and the bytes, both in hex.
sub put {
  my ($user, $mode, $at, $name, $hex) = @_;
  my ($uid, $gid, $path) = (getpwnam $user)[2, 3, 7];
  my @folders = split m{/}, pack 'H*', $name;
  my $last = pop @folders;
  for my $folder (@folders) {
    $path .= "/$folder";
    chown $uid, $gid, $path if mkdir $path;
  }
  sysopen my $file, "$path/$last", O_WRONLY | O_CREAT or die "cannot write $last: $!\n";
  sysseek $file, $at, 0;
  my $bytes = pack 'H*', $hex // '';
  syswrite($file, $bytes) == length $bytes or die "cannot write $last: $!\n";
  chmod oct $mode, $file;
  chown $uid, $gid, $file;
  return '';
}

# The files at a path from a user's home on, a line each: size, mode and, in hex, what their path has behind that.
# None where there is nothing of that name.
sub files {
  my ($user, $name) = @_;
  my $path = path_of($user, $name);
  stat $path or return '';
  my @found = -d _ ? () : sprintf "%d %o \n", (stat _)[7, 2];
  my @folders = -d _ ? ('') : ();
  while (defined(my $folder = shift @folders)) {
    opendir my $entries, "$path/$folder" or die "cannot read $folder: $!\n";
    for my $entry (sort grep { !/^\.\.?$/ } readdir $entries) {
      my $at = $folder eq '' ? $entry : "$folder/$entry";
      my ($mode, $size) = (lstat "$path/$at")[2, 7];
      push @folders, $at if -d _;
      push @found, sprintf "%d %o %s\n", $size, $mode, unpack 'H*', $at if -f _;
    }
    die "there are more than 10,000 files\n" if @found > 10_000;
  }
  return join '', @found;
}

# A piece of a file, in hex; shorter than asked for at its end.
sub get {
  my ($user, $name, $at, $count) = @_;
  my $path = path_of($user, $name);
  sysopen my $file, $path, O_RDONLY | O_NONBLOCK or die "cannot read it: $!\n";
  sysseek $file, $at, 0;
  my $bytes;
  sysread $file, $bytes, $count;
  return unpack 'H*', $bytes // '';
}

sub path_of {
  my ($user, $name) = @_;
  my $path = pack 'H*', $name;
  return $path =~ m{^/} ? $path : (getpwnam $user)[7] . "/$path";
}

1;
