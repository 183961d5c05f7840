// What Rust programs do through std: the same errands as errands.c.
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{env, process, thread};

fn positions(path: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)?;
    file.write_all(b"0123456789")?;
    file.seek(SeekFrom::End(-4))?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    println!("{}", text);
    file.seek(SeekFrom::Start(1))?;
    file.write_all(b"ab")?;
    file.set_len(3)?;
    file.sync_all()?;
    println!("{} {}", fs::read_to_string(path)?, file.metadata()?.len());
    Ok(())
}

fn list(path: &str) -> io::Result<()> {
    let mut names: Vec<String> = fs::read_dir(path)?
        .map(|entry| entry.map(|e| e.file_name().into_string().unwrap()))
        .collect::<io::Result<_>>()?;
    names.sort();
    names.iter().for_each(|name| println!("{}", name));
    Ok(())
}

fn stat(path: &str) -> io::Result<()> {
    let info = fs::symlink_metadata(path)?;
    let kind = info.file_type();
    let name = if kind.is_dir() { "directory" } else if kind.is_file() { "file" } else { "link" };
    println!("{} {}", name, if kind.is_file() { info.len() } else { 0 });
    Ok(())
}

fn fill(path: &str, limit: usize) -> io::Result<()> {
    let mut file = File::create(path)?;
    let mut total = 0;
    while total < limit {
        match file.write(&[0; 4096]) {
            Ok(written) => total += written,
            Err(error) => {
                println!("{} {}", total, error.raw_os_error().unwrap_or(0));
                return Ok(());
            }
        }
    }
    println!("{} done", total);
    Ok(())
}

fn run(args: &[String]) -> io::Result<()> {
    let words: Vec<&str> = args.iter().skip(1).map(String::as_str).collect();
    match words[..] {
        ["args", ..] => words.iter().enumerate().for_each(|(i, word)| println!("{}={}", i + 1, word)),
        ["env", name] => println!("{}", env::var(name).unwrap_or_else(|_| "(unset)".into())),
        ["write", path, text] => fs::write(path, text)?,
        ["append", path, text] => OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes())?,
        ["cat", path] => print!("{}", fs::read_to_string(path)?),
        ["ls", path] => list(path)?,
        ["stat", path] => stat(path)?,
        ["positions", path] => positions(path)?,
        ["mkdir", path] => fs::create_dir(path)?,
        ["rmdir", path] => fs::remove_dir(path)?,
        ["rm", path] => fs::remove_file(path)?,
        ["mv", from, to] => fs::rename(from, to)?,
        ["link", from, to] => fs::hard_link(from, to)?,
        ["time"] => println!("{}", SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()),
        ["sleep", ms] => {
            let start = Instant::now();
            thread::sleep(Duration::from_millis(ms.parse().unwrap()));
            println!("{}", start.elapsed().as_millis());
        }
        ["fill", path, limit] => fill(path, limit.parse().unwrap())?,
        ["echo"] => {
            io::copy(&mut io::stdin(), &mut io::stdout())?;
        }
        ["complain", text] => eprintln!("{}", text),
        // std seeds its hash maps with random_get.
        ["hash"] => println!("{}", [1, 2, 3].iter().map(|n| (n, n * n)).collect::<HashMap<_, _>>()[&3]),
        ["exit", code] => process::exit(code.parse().unwrap()),
        ["abort"] => process::abort(),
        ["panic"] => panic!("on purpose"),
        _ => process::exit(2),
    }
    Ok(())
}

fn main() {
    let args: Vec<String> = env::args().collect();
    if let Err(error) = run(&args) {
        println!("{}: errno {}", args.get(2).map_or("", String::as_str), error.raw_os_error().unwrap_or(0));
        process::exit(1);
    }
}
