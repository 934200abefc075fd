# Recipes for people; what CI runs is .ci/run.

# List the recipes
default:
    @just --list

# What .ci/run checks, without what needs Node or a browser
ready:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings
    cargo clippy --no-default-features --lib --locked -- -D warnings
    cargo test --locked
    RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --locked

# All tests, or those whose name holds WORD
test *WORD:
    cargo test {{ WORD }}

# Random changes by every command to random files, CASES of them: what is written reads as intended
net CASES="20000":
    CUESMITH_CASES={{ CASES }} cargo test --test all verify_change:: -- --nocapture

# Write all snapshots and the README's console output again: read the diff before committing
snap:
    -INSTA_UPDATE=always cargo test
    TRYCMD=overwrite cargo test --test all readme
    git diff --stat

# Fuzz a target for SECONDS (`scripts/fuzz` lists them)
fuzz TARGET SECONDS="60":
    scripts/fuzz {{ TARGET }} {{ SECONDS }}

# Build the npm package and test it in Node and Chromium (`just wasm --write` commits to its size)
wasm *ARGS:
    scripts/setup-browser
    scripts/wasm {{ ARGS }}
    scripts/wasm-parse {{ ARGS }}
    node --test wasm/js/api.test.mjs wasm/js/document.test.mjs wasm/js/node.test.mjs wasm/js/parse.test.mjs wasm/js/readme.test.mjs wasm/js/split.test.mjs wasm/js/stream.test.mjs wasm/js/types.test.mjs
    node --test wasm/js/browser.test.mjs

# Time the readers
bench *ARGS:
    cargo bench {{ ARGS }}

# Count the instructions of whole commands (valgrind) and compare them with BENCHMARKS.md
instructions *ARGS:
    scripts/instructions {{ ARGS }}

# A new rule: file, entry in its family, fixtures (just new-rule TIM099 some-name)
new-rule CODE NAME:
    scripts/new-rule {{ CODE }} {{ NAME }}
