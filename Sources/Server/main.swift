import ArgumentParser

await Pendopo.main()
