//! Prints the random program of a seed: `cargo run -p tests --example random_program -- 7`.

fn main() -> anyhow::Result<()> {
    let seed = std::env::args().nth(1).unwrap_or_else(|| "1".to_owned()).parse()?;
    print!("{}", tests::generate::program(seed));
    Ok(())
}
